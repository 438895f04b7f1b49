using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft anti-affinity: prefers the host whose domain would be least above the members that the group wishes for.</summary>
public sealed class FewestGroupMembers : IColumnScorer
{
    public string Name => nameof(FewestGroupMembers);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => ask.Group?.Wish(GroupRuleKind.AntiAffinity, host.Index) ?? 0;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => WishColumns.Fill(ask.Group, GroupRuleKind.AntiAffinity, scores);
}
