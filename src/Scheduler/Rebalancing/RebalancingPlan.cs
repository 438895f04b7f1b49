using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>How an instance changes its host.</summary>
public enum StepKind
{
    /// <summary>It keeps running; its memory is copied, the target is held before the source is let go.</summary>
    LiveMigration,

    /// <summary>It is ended and boots on the target.</summary>
    Restart,
}

/// <summary>What one step costs.</summary>
/// <param name="Mib">Data sent, MiB: memory, again what was written meanwhile, and the local disk.</param>
/// <param name="DurationMs">From start to end.</param>
/// <param name="DowntimeMs">Of it, the guest stands still.</param>
public readonly record struct StepCost(double Mib, double DurationMs, double DowntimeMs);

/// <summary>One step of a plan.</summary>
/// <param name="Number">1, 2, 3 …: every step is valid when all before it are done.</param>
/// <param name="Wave">Steps of one wave may run at the same time: their targets fit beside all of their sources.</param>
/// <param name="Kind">How.</param>
/// <param name="Instance">Who.</param>
/// <param name="Source">What it holds now.</param>
/// <param name="Target">What it will hold.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Gain">By how much it lowers the objective: always positive.</param>
public sealed record RebalancingStep(
    int Number, int Wave, StepKind Kind, InstanceId Instance, HostPlacement Source, HostPlacement Target, StepCost Cost, double Gain);

/// <summary>An instance that the goal wants moved and the plan does not move.</summary>
/// <param name="Instance">Who.</param>
/// <param name="Host">Where it stays.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record NotMoved(InstanceId Instance, HostId Host, string Reason);

/// <summary>The fleet in numbers, before a plan or after it.</summary>
/// <param name="Objective">What the plan lowers.</param>
/// <param name="HostsInUse">Hosts with an instance.</param>
/// <param name="HostsEmpty">Hosts without.</param>
/// <param name="Slots">Guests of the order's type that would fit, on hosts that accept instances.</param>
/// <param name="HottestHost">The host with the largest share of busy threads; null when no host has any.</param>
/// <param name="HottestShare">Its share.</param>
/// <param name="HotSpots">Hosts above the order's limit.</param>
/// <param name="OnListedHosts">Instances on the hosts to be emptied.</param>
public sealed record FleetMeasures(
    double Objective, int HostsInUse, int HostsEmpty, long Slots, HostId? HottestHost, double HottestShare, int HotSpots, int OnListedHosts);

/// <summary>An ordered plan with what it costs and what it brings.</summary>
/// <param name="Goal">What for.</param>
/// <param name="Objective">Name of what every step lowers.</param>
/// <param name="Steps">In order; none when nothing can be gained.</param>
/// <param name="NotMoved">Who the goal wants moved and is not, with the reason; at most <see cref="MaxNotMoved"/>.</param>
/// <param name="Before">The fleet as it is.</param>
/// <param name="After">The fleet when all steps are done.</param>
/// <param name="Total">Sums over the steps; the duration is that of the waves one after another.</param>
/// <param name="Waves">Number of waves.</param>
/// <param name="StoppedBy">The limit that ended the plan (<c>moves</c>, <c>mib</c>, <c>downtime</c>, <c>effort</c>), or null when it is complete.</param>
public sealed record RebalancingPlan(
    RebalancingGoal Goal, string Objective, IReadOnlyList<RebalancingStep> Steps, IReadOnlyList<NotMoved> NotMoved,
    FleetMeasures Before, FleetMeasures After, StepCost Total, int Waves, string? StoppedBy)
{
    public const int MaxNotMoved = 1000;
}
