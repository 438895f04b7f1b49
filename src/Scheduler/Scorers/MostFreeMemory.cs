using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the largest share of its memory free.</summary>
public sealed class MostFreeMemory : IHostScorer
{
    public string Name => nameof(MostFreeMemory);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.FreeMemoryShare;
}
