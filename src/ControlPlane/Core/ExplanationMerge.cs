using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>One explanation from those of several cells that all refused.</summary>
internal static class ExplanationMerge
{
    public static PlacementExplanation Of(PlacementExplanation left, PlacementExplanation right)
    {
        var rules = left.Refusals.Select(refusal => refusal.Rule).Union(right.Refusals.Select(refusal => refusal.Rule), StringComparer.Ordinal);
        return new(
            left.Profile,
            left.HostsConsidered + right.HostsConsidered,
            left.HostsFitting + right.HostsFitting,
            [.. rules.Select(rule => Of(Find(left, rule), Find(right, rule)))],
            [],
            AdviceMerge.Of(left.Advice, right.Advice));
    }

    private static RuleRefusal? Find(PlacementExplanation explanation, string rule) =>
        explanation.Refusals.FirstOrDefault(refusal => string.Equals(refusal.Rule, rule, StringComparison.Ordinal));

    private static RuleRefusal Of(RuleRefusal? left, RuleRefusal? right)
    {
        if (left is null || right is null)
            return left ?? right!;

        var nearest = right.NearestMiss is { } other && (left.NearestMiss is not { } mine || other.Missing < mine.Missing) ? other : left.NearestMiss;
        var help = left.Help is RefusalHelp.Capacity || right.Help is RefusalHelp.Capacity ? RefusalHelp.Capacity : RefusalHelp.Request;
        return new(left.Rule, left.Hosts + right.Hosts, nearest, help);
    }
}
