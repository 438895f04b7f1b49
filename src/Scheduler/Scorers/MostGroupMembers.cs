using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Soft affinity: prefers the host whose domain has most members of the group.</summary>
public sealed class MostGroupMembers : IHostScorer
{
    public string Name => nameof(MostGroupMembers);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => ask.Group?.Wish(GroupRuleKind.Affinity, host.Index) ?? 0;
}
