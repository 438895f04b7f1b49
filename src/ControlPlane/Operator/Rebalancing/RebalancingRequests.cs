using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Rebalancing;
using Mediator;

namespace Cloud.ControlPlane.Operator.Rebalancing;

/// <summary>Plans moves for a goal under a budget, on a copy of the zone as it is now. Nothing is moved.</summary>
/// <param name="Goal">What for.</param>
/// <param name="Zone">Which zone; null when the hosts say it, or the region has one only.</param>
/// <param name="Hosts">Hosts to empty, for drain and evacuate.</param>
/// <param name="Flavor">The guest to make room for; null = 4 vCPUs and 16 GiB.</param>
/// <param name="HotAbove">Share of busy threads above which a host is a hot spot.</param>
/// <param name="Budget">At what cost.</param>
[Requires(Permission.RegionRead)]
public sealed record PlanRebalancing(
    RebalancingGoal Goal, ZoneId? Zone, IReadOnlyList<HostId> Hosts, FlavorId? Flavor, double HotAbove, RebalancingBudget Budget)
    : IRequest<Outcome<RebalancingAnswer>>, IValidatable
{
    /// <summary>Hosts that one plan may empty.</summary>
    public const int MaxHosts = 1000;

    /// <summary>Moves of one plan over the API.</summary>
    public const int MaxMoves = 1000;

    public IEnumerable<FieldError> Validate()
    {
        var empties = Goal is RebalancingGoal.Drain or RebalancingGoal.Evacuate;
        if (empties && Hosts.Count == 0) yield return new("hosts", "is empty", $"the hosts to {Goal.Name()}");
        if (!empties && Hosts.Count > 0) yield return new("hosts", $"has {Hosts.Count} entries", $"none: {Goal.Name()} looks at all hosts of the zone");
        if (Hosts.Count > MaxHosts) yield return new("hosts", $"has {Hosts.Count} entries", $"at most {MaxHosts}");
        if (HotAbove is not (>= 0 and <= 100)) yield return new("hotAbove", $"is {HotAbove}", "0 to 100");
        if (Budget.MaxMoves is < 0 or > MaxMoves) yield return new("budget.maxMoves", $"is {Budget.MaxMoves}", $"0 to {MaxMoves}");
        if (Budget.MaxConcurrent is < 1 or > MaxMoves) yield return new("budget.maxConcurrent", $"is {Budget.MaxConcurrent}", $"1 to {MaxMoves}");
        if (Budget.MaxConcurrentPerHost is < 1 or > MaxMoves) yield return new("budget.maxConcurrentPerHost", $"is {Budget.MaxConcurrentPerHost}", $"1 to {MaxMoves}");
        if (Budget.MibPerSecond is not (> 0 and <= 1e6)) yield return new("budget.mibPerSecond", $"is {Budget.MibPerSecond}", "more than 0, at most 1,000,000");
        if (!(Budget.MaxMib >= 0)) yield return new("budget.maxMib", $"is {Budget.MaxMib}", "0 or more");
        if (!(Budget.MaxDowntimeMs >= 0)) yield return new("budget.maxDowntimeMs", $"is {Budget.MaxDowntimeMs}", "0 or more");
        if (!(Budget.MaxDowntimePerMoveMs >= 0)) yield return new("budget.maxDowntimePerMoveMs", $"is {Budget.MaxDowntimePerMoveMs}", "0 or more");
    }
}

/// <summary>A plan with the names that its ids stand for.</summary>
/// <param name="Zone">The zone that was planned.</param>
/// <param name="At">The moment it was planned for.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Names">Names of the instances it speaks of.</param>
public sealed record RebalancingAnswer(ZoneId Zone, DateTimeOffset At, RebalancingPlan Plan, IReadOnlyDictionary<InstanceId, string> Names);
