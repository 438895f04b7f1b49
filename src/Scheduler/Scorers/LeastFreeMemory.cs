using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the smallest share of its memory free.</summary>
public sealed class LeastFreeMemory : IHostScorer
{
    public string Name => nameof(LeastFreeMemory);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.FreeMemoryShare;
}
