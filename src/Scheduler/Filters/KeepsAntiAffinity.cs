using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The domain of the host holds fewer members than the group allows.</summary>
public sealed class KeepsAntiAffinity : IHostFilter
{
    public string Name => nameof(KeepsAntiAffinity);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Group is not { } group || group.Allows(GroupRuleKind.AntiAffinity, host.Index);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => GroupShortfall.Of(ask, GroupRuleKind.AntiAffinity, host.Index);

    public string? Describe(in HostView host, PlacementAsk ask) => ask.Group?.Describe(GroupRuleKind.AntiAffinity, host.Index);
}
