using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft spread: prefers the host whose domain has fewest members of the group.</summary>
public sealed class MostEvenSpread : IColumnScorer
{
    public string Name => nameof(MostEvenSpread);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => ask.Group?.Wish(GroupRuleKind.Spread, host.Index) ?? 0;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => WishColumns.Fill(ask.Group, GroupRuleKind.Spread, scores);
}
