using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The domain of the host holds no member of another partition of the group.</summary>
public sealed class KeepsPartitionAntiAffinity : IHostFilter
{
    public string Name => nameof(KeepsPartitionAntiAffinity);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Group is not { } group || group.Allows(GroupRuleKind.PartitionAntiAffinity, host.Index);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) => GroupShortfall.Of(ask, GroupRuleKind.PartitionAntiAffinity, host.Index);

    public string? Describe(in HostView host, PlacementAsk ask) => ask.Group?.Describe(GroupRuleKind.PartitionAntiAffinity, host.Index);
}
