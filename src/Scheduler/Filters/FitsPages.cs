using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>Enough NUMA nodes have the huge pages of a part.</summary>
public sealed class FitsPages : IHostFilter
{
    public string Name => nameof(FitsPages);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || NeedsFitter.Fits(host, ask, NeedsChecks.HugePages);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        NeedsShortfall.Of(host, ask, NeedsChecks.HugePages);
}
