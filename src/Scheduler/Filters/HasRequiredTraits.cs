using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has every trait that the request requires.</summary>
public sealed class HasRequiredTraits : IHostFilter
{
    public string Name => nameof(HasRequiredTraits);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || (plan.Refusals(host) & FeatureRefusals.RequiredTraits) == FeatureRefusals.None;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.Traits, -1, FeatureRules.MissingTraits(host.Features, ask.Plan!.Needs.RequiredTraits), ask.Plan.Needs.RequiredTraits.Count);
}
