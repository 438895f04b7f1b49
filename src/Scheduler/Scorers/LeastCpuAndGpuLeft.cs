using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with least CPU and GPU left over after the guest: best-fit for shared GPUs.
/// score = ⌊100 (1 − (cpu left + gpu left) / 2)⌋, in shares of the fleet's largest host. Source: the BestFit baseline of FGD, ATC 2023, as its
/// published simulator computes it [C].
/// </summary>
public sealed class LeastCpuAndGpuLeft : IHostScorer
{
    public string Name => nameof(LeastCpuAndGpuLeft);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var shares = FleetShares.Of(host, ask);
        return Math.Floor(100 * (1 - ((shares.CpuFree - shares.CpuNeeded) / 2 + (shares.GpuFree - shares.GpuNeeded) / 2)));
    }
}
