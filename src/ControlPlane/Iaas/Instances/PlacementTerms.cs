using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>One rule between the members of a group.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Level">Of which domains.</param>
/// <param name="Limit">Anti-affinity: most members of a domain. Spread: largest difference.</param>
/// <param name="Hard">Whether a host that breaks it is refused.</param>
public sealed record GroupRuleTerms(GroupRuleKind Kind, DomainLevel Level, int Limit, bool Hard);

/// <summary>The group an instance is a member of, with the rules by which this member is placed.</summary>
/// <param name="Name">Unique in the project; a group exists while it has members.</param>
/// <param name="Rules">All of them hold at once.</param>
/// <param name="Partition">The member's partition.</param>
/// <param name="MaxDisrupted">Disruption budget: members that may be down or moving at once.</param>
public sealed record GroupTerms(string Name, IReadOnlyList<GroupRuleTerms> Rules, int Partition, int MaxDisrupted)
{
    public const int MaxMaxDisrupted = 1000;

    /// <summary>The group as the scheduler knows it: names of projects do not meet.</summary>
    public PlacementGroup ToGroup(ProjectId project) =>
        new(new GroupId($"{project}/{Name}"), [.. Rules.Select(rule => GroupRule.Of(rule.Kind, rule.Level, rule.Limit, rule.Hard))]) { MaxDisrupted = MaxDisrupted };
}

/// <summary>What an instance asks of its neighbours and gives to others, and how it is set apart from them. Fixed at creation, but for the workload.</summary>
public sealed record PlacementTerms
{
    public const int MaxPriority = 1000;

    /// <summary>On its own, priority 0, not spot.</summary>
    public static PlacementTerms None { get; } = new();

    public GroupTerms? Group { get; init; }

    /// <summary>0 to <see cref="MaxPriority"/>; larger is more important.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it may be ended to make room for an instance of higher priority.</summary>
    public bool IsSpot { get; init; }

    /// <summary>The reservation whose place it took, or null. It stays named when the reservation has ended.</summary>
    public ReservationId? Reservation { get; init; }

    /// <summary>How a container is set apart; null for the default.</summary>
    public ContainerSettings? Container { get; init; }

    /// <summary>What its guest does; null for the default of its kind. The one term that may change later.</summary>
    public Workload? Workload { get; init; }

    /// <summary>Lines for the fingerprint of a request; empty for <see cref="None"/>, so that requests without terms keep theirs.</summary>
    internal string Canonical
    {
        get
        {
            if (this == None) return "";
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\npriority={Priority}\nspot={IsSpot}");
            if (Group is { } group)
            {
                text.Append(CultureInfo.InvariantCulture, $"\ngroup={group.Name},{group.Partition},{group.MaxDisrupted}");
                foreach (var rule in group.Rules) text.Append(CultureInfo.InvariantCulture, $"\nrule={rule.Kind},{rule.Level},{rule.Limit},{rule.Hard}");
            }

            if (Container is { } container) text.Append('\n').Append(container);
            if (Workload is { } workload) text.Append(CultureInfo.InvariantCulture, $"\nworkload={workload.Kind},{workload.RatePerSecond},{workload.RepeatSeconds},{workload.Trace},{workload.Series};").AppendJoin(';', workload.Points);
            return text.ToString();
        }
    }

    internal IEnumerable<FieldError> Validate()
    {
        if (Priority is < 0 or > MaxPriority) yield return new("priority", $"is {Priority}", $"0 to {MaxPriority}");
        foreach (var error in Workload is null ? [] : WorkloadRules.Check(Workload)) yield return error;
        if (Group is not { } group) yield break;
        if (!ResourceName.IsValid(group.Name)) yield return new("group.name", "is not a valid name", ResourceName.Rule);
        if (group.Partition is < 0 or >= GroupMembers.MaxPartitions) yield return new("group.partition", $"is {group.Partition}", $"0 to {GroupMembers.MaxPartitions - 1}");
        if (group.MaxDisrupted is < 0 or > GroupTerms.MaxMaxDisrupted) yield return new("group.maxDisrupted", $"is {group.MaxDisrupted}", $"0 to {GroupTerms.MaxMaxDisrupted}");
        foreach (var error in ValidateRules(group.Rules)) yield return error;
    }

    internal static IEnumerable<FieldError> ValidateRules(IReadOnlyList<GroupRuleTerms> rules)
    {
        if (rules.Count > PlacementGroup.MaxRules) yield return new("group.rules", $"has {rules.Count} entries", $"at most {PlacementGroup.MaxRules}");
        foreach (var rule in rules.Where(rule => rule.Limit is < 1 or > GroupRule.MaxLimit))
            yield return new("group.rules.limit", $"is {rule.Limit}", $"1 to {GroupRule.MaxLimit}");
    }
}
