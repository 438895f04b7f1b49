using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>
/// The same NUMA nodes have the CPU and the memory. Says exactly what the fitter says, so it is the last rule: a host that has enough of
/// each, but not in the same place, stops here.
/// </summary>
public sealed class FitsTogether : IHostFilter
{
    public string Name => nameof(FitsTogether);

    public bool Passes(in HostView host, PlacementAsk ask) => NumaFitter.Parts(host, ask) > 0;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => NumaShortfall.Of(host, ask, cpu: true, memory: true);
}
