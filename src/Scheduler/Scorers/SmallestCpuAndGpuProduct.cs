using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose free CPU and GPUs weigh least where the guest asks most.
/// score = ⌊100 (1 − (cpu free · cpu asked + gpu free · gpu asked) / 2)⌋, in shares of the fleet's largest host. Source: the DotProd baseline of
/// FGD, ATC 2023, as its published simulator computes it [C].
/// </summary>
public sealed class SmallestCpuAndGpuProduct : IHostScorer
{
    public string Name => nameof(SmallestCpuAndGpuProduct);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var shares = FleetShares.Of(host, ask);
        return Math.Floor(100 * (1 - (shares.CpuFree * shares.CpuNeeded + shares.GpuFree * shares.GpuNeeded) / 2));
    }
}
