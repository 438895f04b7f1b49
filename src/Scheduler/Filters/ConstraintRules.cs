using System.Collections.Immutable;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>
/// The rules that hold in every profile because host or group ask for them: between the profile's own filters and the capacity rules. As
/// with these, one comparison decides (<see cref="Allow"/>), and only a host that is refused is asked rule by rule for the reason.
/// </summary>
public static class ConstraintRules
{
    /// <summary>In the order in which they are asked.</summary>
    public static ImmutableArray<IHostFilter> All { get; } =
    [
        new AcceptsInstances(), new KeepsAffinity(), new KeepsAntiAffinity(), new KeepsSpread(), new KeepsPartitionAffinity(),
        new KeepsPartitionAntiAffinity(),
    ];

    /// <summary>The rule that refuses for a kind of group rule.</summary>
    public static string NameOf(GroupRuleKind kind) => kind switch
    {
        GroupRuleKind.Affinity => nameof(KeepsAffinity),
        GroupRuleKind.AntiAffinity => nameof(KeepsAntiAffinity),
        GroupRuleKind.Spread => nameof(KeepsSpread),
        GroupRuleKind.PartitionAffinity => nameof(KeepsPartitionAffinity),
        GroupRuleKind.PartitionAntiAffinity => nameof(KeepsPartitionAntiAffinity),
    };

    /// <summary>Whether a host passes them all.</summary>
    public static bool Allow(in HostView host, PlacementAsk ask) => !host.IsCordoned && (ask.Group is not { } group || group.Allows(host.Index));
}
