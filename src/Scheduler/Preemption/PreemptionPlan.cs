using Cloud.Domain.Placement;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Preemption;

/// <summary>What a preemption costs. Compared in this order: the highest priority that is hurt, how many, how much work is lost.</summary>
/// <param name="HighestPriority">Of the victims.</param>
/// <param name="Victims">Instances that are ended.</param>
/// <param name="LostWorkSeconds">Of all victims together.</param>
public readonly record struct PreemptionCost(int HighestPriority, int Victims, double LostWorkSeconds) : IComparable<PreemptionCost>
{
    /// <summary>Nobody is hurt.</summary>
    public static PreemptionCost None { get; } = new(int.MinValue, 0, 0);

    public int CompareTo(PreemptionCost other)
    {
        var priority = HighestPriority.CompareTo(other.HighestPriority);
        if (priority != 0) return priority;
        var victims = Victims.CompareTo(other.Victims);
        return victims != 0 ? victims : LostWorkSeconds.CompareTo(other.LostWorkSeconds);
    }

    public static bool operator <(PreemptionCost left, PreemptionCost right) => left.CompareTo(right) < 0;
    public static bool operator >(PreemptionCost left, PreemptionCost right) => left.CompareTo(right) > 0;
    public static bool operator <=(PreemptionCost left, PreemptionCost right) => left.CompareTo(right) <= 0;
    public static bool operator >=(PreemptionCost left, PreemptionCost right) => left.CompareTo(right) >= 0;
}

/// <summary>Whom to end so that a request fits on one host.</summary>
/// <param name="Placement">Where the request goes once the victims are gone.</param>
/// <param name="Victims">By id.</param>
/// <param name="Cost">What it costs.</param>
public sealed record PreemptionPlan(HostPlacement Placement, IReadOnlyList<Resident> Victims, PreemptionCost Cost);

/// <summary>The cheapest plan, or why there is none.</summary>
/// <param name="Plan">Null when no preemption makes the request fit; without victims when it fits as things are.</param>
/// <param name="HostsWithVictims">Hosts that have instances which may be ended for this request.</param>
/// <param name="IsExact">Whether every set of victims was considered; otherwise a cheaper one may exist.</param>
public sealed record PreemptionAnswer(PreemptionPlan? Plan, int HostsWithVictims, bool IsExact);
