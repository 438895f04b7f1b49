using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>Some NUMA node of the host has SMT, or the request does not require sibling threads.</summary>
public sealed class HasSiblingThreads : IHostFilter
{
    public string Name => nameof(HasSiblingThreads);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || plan.Needs.Threads != ThreadPolicy.Require || HasSmt(host);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, 1, 1);

    private static bool HasSmt(in HostView host)
    {
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if (host.ThreadsPerCore(numa) > 1) return true;
        }

        return false;
    }
}
