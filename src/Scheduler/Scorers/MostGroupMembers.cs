using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft affinity: prefers the host whose domain has most members of the group.</summary>
public sealed class MostGroupMembers : IColumnScorer
{
    public string Name => nameof(MostGroupMembers);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => ask.Group?.Wish(GroupRuleKind.Affinity, host.Index) ?? 0;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => WishColumns.Fill(ask.Group, GroupRuleKind.Affinity, scores);
}
