using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>Enough NUMA nodes have the whole free cores of a part, and would still carry the shared guests they hold.</summary>
public sealed class FitsCores : IHostFilter
{
    public string Name => nameof(FitsCores);

    public bool Passes(in HostView host, PlacementAsk ask) => !ask.Dedicated || FitsVcpus.HasCpu(host, ask);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => NumaShortfall.Of(host, ask, cpu: true, memory: false);
}
