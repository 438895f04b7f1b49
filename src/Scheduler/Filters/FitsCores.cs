using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>Enough NUMA nodes have the whole free cores of a part, and would still carry the shared guests they hold.</summary>
public sealed class FitsCores : IHostFilter
{
    public string Name => nameof(FitsCores);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is null
        ? !ask.Dedicated || FitsVcpus.HasCpu(host, ask)
        : NeedsFitter.Fits(host, ask, NeedsChecks.SharedVcpus | NeedsChecks.Cores);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => NumaShortfall.Of(host, ask, cpu: true, memory: false);
}
