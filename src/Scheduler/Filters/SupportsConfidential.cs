using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host can keep the guest's memory from itself in the way that the request asks for.</summary>
public sealed class SupportsConfidential : IHostFilter
{
    public string Name => nameof(SupportsConfidential);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || (plan.Refusals(host) & FeatureRefusals.Confidential) == FeatureRefusals.None;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, 1, 1);
}
