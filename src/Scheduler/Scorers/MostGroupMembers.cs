using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft affinity: prefers the host whose domain has most members of the group.</summary>
public sealed class MostGroupMembers : IHostScorer
{
    public string Name => nameof(MostGroupMembers);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        if (ask.Group is not { } group) return 0;
        var score = 0.0;
        foreach (var rule in group.Soft)
        {
            if (rule.Kind == GroupRuleKind.Affinity) score += group.MembersNear(rule, host.Index);
        }

        return score;
    }
}
