using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host on which the guest opens fewest idle GPUs: GPUs in use first and the fullest of them, then idle ones of a host in use, then
/// the host with fewest that is idle altogether. score = 100 − tenths left on the GPUs taken, at least 50 · 50 − idle GPUs taken, at least 33 ·
/// 33 − GPUs of the idle host. Source: the GpuPacking baseline of FGD, ATC 2023, as its published simulator computes it [C].
/// </summary>
public sealed class FewestGpusOpened : IHostScorer
{
    public string Name => nameof(FewestGpusOpened);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var (count, thousandths) = GpuRooms.Asked(ask);
        if (count == 0) return 0;
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        left = left[..GpuRooms.Of(host, left)];
        var idle = left.Count(HostDevice.Whole);
        if (idle == left.Length) return Math.Max(33 - idle, idle);
        left.Sort(); // The fullest that has room is taken.
        var (opened, percent) = (0, 0);
        foreach (var room in left)
        {
            if (count == 0) break;
            if (room < thousandths) continue;
            count--;
            if (room == HostDevice.Whole) opened++;
            percent += room * 100 / HostDevice.Whole;
        }

        return opened > 0 ? Math.Max(50 - opened, 33) : Math.Max(100 - percent / 10, 50);
    }
}
