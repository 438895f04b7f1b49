using Cloud.Domain.Identity;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>What a rebalancing is for.</summary>
public enum RebalancingGoal
{
    /// <summary>Empty the listed hosts while everything runs: before maintenance.</summary>
    Drain,

    /// <summary>Start again elsewhere what was on the listed hosts, which have failed.</summary>
    Evacuate,

    /// <summary>Make room for more guests of one type without adding hosts.</summary>
    Defragment,

    /// <summary>Empty as many hosts as possible, to switch them off.</summary>
    Consolidate,

    /// <summary>Bring every host below a share of busy threads.</summary>
    RelieveHotSpots,
}

/// <summary>The goals and how they are named in the API.</summary>
public static class RebalancingGoals
{
    public static IReadOnlyList<RebalancingGoal> All { get; } =
        [RebalancingGoal.Drain, RebalancingGoal.Evacuate, RebalancingGoal.Defragment, RebalancingGoal.Consolidate, RebalancingGoal.RelieveHotSpots];

    public static string Name(this RebalancingGoal goal) => goal switch
    {
        RebalancingGoal.Drain => "drain",
        RebalancingGoal.Evacuate => "evacuate",
        RebalancingGoal.Defragment => "defragment",
        RebalancingGoal.Consolidate => "consolidate",
        RebalancingGoal.RelieveHotSpots => "relieve-hot-spots",
    };

    public static bool TryParse(string? name, out RebalancingGoal goal)
    {
        foreach (var candidate in All)
        {
            goal = candidate;
            if (string.Equals(candidate.Name(), name, StringComparison.Ordinal)) return true;
        }

        goal = default;
        return false;
    }
}

/// <summary>A goal with what it needs to know.</summary>
/// <param name="Goal">What for.</param>
public sealed record RebalancingOrder(RebalancingGoal Goal)
{
    /// <summary>Hosts to empty, for <see cref="RebalancingGoal.Drain"/> and <see cref="RebalancingGoal.Evacuate"/>.</summary>
    public IReadOnlyList<HostId> Hosts { get; init; } = [];

    /// <summary>The guest to make room for, and the one whose free slots every plan reports.</summary>
    public GuestType Guest { get; init; } = new(4, 16 * 1024, 0, 1, Dedicated: false);

    /// <summary>A host with a larger share of busy threads is a hot spot.</summary>
    public double HotAbove { get; init; } = 0.8;
}

/// <summary>How much a plan may cost. Nothing in a plan exceeds it.</summary>
public sealed record RebalancingBudget
{
    public const int MostMoves = 10_000;

    /// <summary>Most steps.</summary>
    public int MaxMoves { get; init; } = 100;

    /// <summary>Most data to send, MiB, over all steps.</summary>
    public double MaxMib { get; init; } = double.PositiveInfinity;

    /// <summary>Longest time that guests may stand still, ms, summed over all steps.</summary>
    public double MaxDowntimeMs { get; init; } = double.PositiveInfinity;

    /// <summary>Longest time that one guest may stand still while it is moved, ms.</summary>
    public double MaxDowntimePerMoveMs { get; init; } = 1000;

    /// <summary>Most steps that run at the same time.</summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>Most of these that one host sends or receives.</summary>
    public int MaxConcurrentPerHost { get; init; } = 2;

    /// <summary>Whether a guest that cannot be moved while it runs may be stopped and started elsewhere, when a host must be emptied.</summary>
    public bool AllowRestart { get; init; }

    /// <summary>Speed of one migration, MiB/s.</summary>
    public double MibPerSecond { get; init; } = Domain.Hardware.Costs.Migration.MigrationConstants.BandwidthMibs;

    /// <summary>Hosts that may be looked at while planning: bounds the time a plan takes.</summary>
    public long MaxLooks { get; init; } = 5_000_000;
}
