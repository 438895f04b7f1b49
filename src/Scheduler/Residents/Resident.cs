using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Residents;

/// <summary>An instance that is somewhere, with what a planner must know to move it or to take its place.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Request">What it asked for; its <see cref="PlacementRequest.Group"/> is left empty, since <see cref="Group"/> names the rules.</param>
/// <param name="Placement">What it holds.</param>
public sealed record Resident(InstanceId Id, PlacementRequest Request, HostPlacement Placement)
{
    /// <summary>The group it is a member of, or null.</summary>
    public PlacementGroup? Group { get; init; }

    /// <summary>Its partition of the group.</summary>
    public int Partition { get; init; }

    /// <summary>Larger is more important.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it may be preempted: a spot instance.</summary>
    public bool IsSpot { get; init; }

    /// <summary>What is lost when it is ended now, in seconds of its work: since it started, or since it last saved.</summary>
    public double LostWorkSeconds { get; init; }

    /// <summary>Why it cannot be moved while it runs; empty when it can.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];

    /// <summary>Memory it has touched, MiB: what a migration sends at least once. Not more than it was promised.</summary>
    public double TouchedMib { get; init; } = double.PositiveInfinity;

    /// <summary>How fast it writes to its memory, MiB/s.</summary>
    public double DirtyMibPerSecond { get; init; }

    /// <summary>Time it needs to start again elsewhere, ms.</summary>
    public double BootMs { get; init; }

    /// <summary>Hardware threads it keeps busy, on average; null when nothing has been observed, then all its vCPUs count.</summary>
    public double? BusyThreads { get; init; }
}
