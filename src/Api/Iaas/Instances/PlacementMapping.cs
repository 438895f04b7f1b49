using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the scheduler's explanation to its view.</summary>
internal static class PlacementMapping
{
    public static PlacementDecisionView ToView(this PlacementAnswer answer)
    {
        var (decision, profile) = (answer.Decision, answer.Decision.Explanation.Profile);
        return new(
            decision.Placement is not null,
            decision.Placement?.ToView(profile),
            decision.Explanation.ToView(),
            answer.Group?.ToView(profile),
            answer.Preemption?.ToView(profile, answer.Victims));
    }

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

    public static GroupFitView ToView(this GroupDecision together, string profile)
    {
        var placements = together.Placements ?? together.Partial!.Placements;
        var members = together.Partial?.Members ?? [.. Enumerable.Range(0, placements.Count)];
        var asked = together.Asked;
        return new(
            asked, placements.Count, [.. members.Zip(placements, (member, placement) => new GroupMemberView(member, placement.ToView(profile)))],
            together.Partial?.Blocked, together.Partial?.Summary(asked) ?? (asked == 1 ? "It fits." : $"All {asked} fit together."), together.IsProven);
    }

    private static PreemptionView ToView(this PreemptionAnswer answer, string profile, IReadOnlyList<GuestStep> victims) => new(
        answer.Plan is not null,
        answer.Plan?.Placement.ToView(profile),
        answer.Plan?.Victims.Count ?? 0,
        answer.Plan is { Victims.Count: > 0 } plan ? plan.Cost.HighestPriority : null,
        Math.Round(answer.Plan?.Cost.LostWorkSeconds ?? 0, 3),
        answer.HostsWithVictims,
        answer.IsExact)
    {
        Instances = [.. victims.Select(AdviceMapping.ToView)],
        Summary = victims.Count > 0 ? new PlacementAdvice(AdviceKind.Preempt) { Guests = victims, Cost = answer.Plan!.Cost }.Describe() : null,
    };

    private static RuleRefusalView ToView(RuleRefusal refusal) => new(
        refusal.Rule,
        refusal.Hosts,
        refusal.NearestMiss is { } miss ? new NearestMissView(miss.Host.Value, miss.NumaNode, miss.Resource, miss.Missing, miss.Detail) : null,
        refusal.Help switch
        {
            RefusalHelp.Capacity => "capacity",
            RefusalHelp.Request => "request",
        });

    private static ScoredHostView ToView(ScoredHost host) =>
        new(host.Host.Value, host.Score, [.. host.Terms.Select(term => new ScoreTermView(term.Scorer, term.Weight, term.Value))]);
}
