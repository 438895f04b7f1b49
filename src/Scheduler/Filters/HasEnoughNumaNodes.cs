using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has as many NUMA nodes as the guest must span.</summary>
public sealed class HasEnoughNumaNodes : IHostFilter
{
    public string Name => nameof(HasEnoughNumaNodes);

    public bool Passes(in HostView host, PlacementAsk ask) => host.NumaNodes >= ask.Options[0].Parts;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.NumaNodes, -1, ask.Options[0].Parts - host.NumaNodes, ask.Options[0].Parts);
}
