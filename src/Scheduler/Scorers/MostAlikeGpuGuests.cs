using System.Numerics;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose GPU guests are of the guest's kind (a share, one, two … whole GPUs), then one that mixes kinds, then an empty one, and
/// among those the fullest. score = 75 · 50 · 25 (nobody there) · 0, + ⌊25 × GPUs in use⌋ as a share of the fleet's largest host. Kinds come
/// with the request; while nobody counts them, all hosts are empty of them. Source: the GpuClustering baseline of FGD, ATC 2023 [C].
/// </summary>
public sealed class MostAlikeGpuGuests : IHostScorer
{
    public string Name => nameof(MostAlikeGpuGuests);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var (count, thousandths) = GpuRooms.Asked(ask);
        if (count == 0) return 0;
        var kinds = ask.Context.GpuKinds?.On(host.Description.Id) ?? 0;
        var alike = (kinds >> GpuKinds.Of(count, thousandths) & 1) != 0;
        var largest = Math.Max(1, host.FleetLargestGpuThousandths);
        var inUse = Math.Floor(25.0 * (largest - GpuRooms.Sum(host)) / largest);
        return inUse + (alike ? BitOperations.IsPow2(kinds) ? 75 : 50 : kinds == 0 ? 25 : 0);
    }
}
