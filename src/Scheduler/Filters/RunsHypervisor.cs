using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host runs the hypervisor that the request names, or the request names none.</summary>
public sealed class RunsHypervisor : IHostFilter
{
    public string Name => nameof(RunsHypervisor);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || (plan.Refusals(host) & FeatureRefusals.Hypervisor) == FeatureRefusals.None;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, 1, 1);
}
