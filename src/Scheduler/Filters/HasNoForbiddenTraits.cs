using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has no trait that the request forbids.</summary>
public sealed class HasNoForbiddenTraits : IHostFilter
{
    public string Name => nameof(HasNoForbiddenTraits);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || (plan.Refusals(host) & FeatureRefusals.ForbiddenTraits) == FeatureRefusals.None;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, ask.Plan!.Needs.ForbiddenTraits.Count - FeatureRules.MissingTraits(host.Features, ask.Plan.Needs.ForbiddenTraits), ask.Plan.Needs.ForbiddenTraits.Count);
}
