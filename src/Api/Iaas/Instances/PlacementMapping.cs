using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the scheduler's explanation to its view.</summary>
internal static class PlacementMapping
{
    public static PlacementDecisionView ToView(this PlacementDecision decision) => new(
        decision.Placement is not null,
        decision.Placement?.ToView(decision.Explanation.Profile),
        decision.Explanation.ToView());

    /// <summary>The stored reason of an instance's placement.</summary>
    public static PlacementDecisionView ToPlacementView(this InstanceRecord instance) =>
        new(Fits: true, instance.Placement.ToView(instance.Policy), instance.Explanation.ToView());

    public static PlacementExplanationView ToView(this PlacementExplanation explanation) => new(
        explanation.Profile,
        explanation.HostsConsidered,
        explanation.HostsFitting,
        [.. explanation.Refusals.Select(ToView)],
        [.. explanation.Best.Select(ToView)],
        [.. explanation.Advice.Select(AdviceMapping.ToView)]);

    private static RuleRefusalView ToView(RuleRefusal refusal) => new(
        refusal.Rule,
        refusal.Hosts,
        refusal.NearestMiss is { } miss ? new NearestMissView(miss.Host.Value, miss.NumaNode, miss.Resource, miss.Missing) : null,
        refusal.Help switch
        {
            RefusalHelp.Capacity => "capacity",
            RefusalHelp.Request => "request",
        });

    private static ScoredHostView ToView(ScoredHost host) =>
        new(host.Host.Value, host.Score, [.. host.Terms.Select(term => new ScoreTermView(term.Scorer, term.Weight, term.Value))]);
}
