using System.Numerics;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host on which the guest spans fewer NUMA nodes: remote memory is slower. A heavy weight makes it a rule.</summary>
public sealed class FewestNumaNodes : IHostScorer
{
    public string Name => nameof(FewestNumaNodes);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -BitOperations.Log2((uint)parts);
}
