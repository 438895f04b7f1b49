using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>One more member here leaves no domain further ahead of the emptiest one than the group allows.</summary>
public sealed class KeepsSpread : IHostFilter
{
    public string Name => nameof(KeepsSpread);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Group is not { } group || group.Allows(GroupRuleKind.Spread, host.Index);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => GroupShortfall.Of(ask, GroupRuleKind.Spread, host.Index);

    public string? Describe(in HostView host, PlacementAsk ask) => ask.Group?.Describe(GroupRuleKind.Spread, host.Index);
}
