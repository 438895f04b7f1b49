using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft anti-affinity: prefers the host whose domain would be least above the members that the group wishes for.</summary>
public sealed class FewestGroupMembers : IHostScorer
{
    public string Name => nameof(FewestGroupMembers);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        if (ask.Group is not { } group) return 0;
        var score = 0.0;
        foreach (var rule in group.Soft)
        {
            if (rule.Kind == GroupRuleKind.AntiAffinity) score -= Math.Max(0, group.MembersNear(rule, host.Index) + 1 - rule.Limit);
        }

        return score;
    }
}
