using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host is in the domain that the group's members share, or there is no member yet.</summary>
public sealed class KeepsAffinity : IHostFilter
{
    public string Name => nameof(KeepsAffinity);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Group is not { } group || group.Allows(GroupRuleKind.Affinity, host.Index);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => GroupShortfall.Of(ask, GroupRuleKind.Affinity, host.Index);

    public string? Describe(in HostView host, PlacementAsk ask) => ask.Group?.Describe(GroupRuleKind.Affinity, host.Index);
}
