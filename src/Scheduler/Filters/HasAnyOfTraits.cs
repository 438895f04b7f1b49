using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has at least one of the traits of which the request wants one.</summary>
public sealed class HasAnyOfTraits : IHostFilter
{
    public string Name => nameof(HasAnyOfTraits);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || (plan.Refusals(host) & FeatureRefusals.AnyTraits) == FeatureRefusals.None;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, 1, 1);
}
