using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>How far the control plane has taken a migration. Only these steps are durable; everything between them is the hosts' own.</summary>
public enum MigrationStage
{
    /// <summary>The destination has been asked to hold the place.</summary>
    Preparing,

    /// <summary>It does; the source has been asked to hand over. Until it has, the guest is the source's.</summary>
    Copying,

    /// <summary>The guest is the destination's: it has been told to run it.</summary>
    Switching,

    /// <summary>It runs there and its memory follows from the source.</summary>
    Pulling,
}

/// <summary>A migration under way.</summary>
/// <param name="Source">What it holds where it comes from.</param>
/// <param name="Target">What it holds where it goes.</param>
/// <param name="Options">How.</param>
/// <param name="Stage">How far.</param>
/// <param name="From">The state it had, and has again when nothing comes of it.</param>
public sealed record MigrationRecord(HostPlacement Source, HostPlacement Target, MigrationOptions Options, MigrationStage Stage, InstanceState From)
{
    /// <summary>The execution of a plan that it belongs to, or null.</summary>
    public string? Run { get; init; }
}

/// <summary>Something of an instance that a host may still hold and must let go. Until the host has said so, the room counts as taken.</summary>
/// <param name="Placement">What is held there.</param>
/// <param name="Generation">The generation at which it was left: only a host that says "gone" at this one or a later one has let go.</param>
/// <param name="MayRun">
/// Whether the host could start it again if it were given a lease: it was evacuated and never handed over. Then the host gets none before it
/// has let go.
/// </param>
/// <param name="IsSource">Whether memory still follows from there (post-copy): it is let go when that is over.</param>
public sealed record Leftover(HostPlacement Placement, long Generation, bool MayRun, bool IsSource);

/// <summary>What an instance holds besides its placement, and why. Immutable.</summary>
public sealed record InstanceMoves
{
    public MigrationRecord? Migration { get; init; }

    public IReadOnlyList<Leftover> Leftovers { get => field ?? []; init; }

    /// <summary>Whether its own host has yet to say that it knows the generation with which a migration was called off.</summary>
    public bool IsUnconfirmed { get; init; }

    /// <summary>These, or null when there is nothing to say.</summary>
    public InstanceMoves? OrNone() => Migration is null && Leftovers.Count == 0 && !IsUnconfirmed ? null : this;

    /// <summary>With one more place to be let go.</summary>
    public InstanceMoves Leaving(HostPlacement placement, Generation at, bool mayRun = false, bool isSource = false) =>
        this with { Leftovers = [.. Leftovers, new(placement, at.Value, mayRun, isSource)] };

    /// <summary>
    /// The migration comes to nothing, or is over: what only it held is to be let go. Before the switch-over that is the target, after it the source.
    /// </summary>
    public InstanceMoves Ended(Generation at)
    {
        var released = Leftovers.Select(leftover => leftover with { IsSource = false });
        if (Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } open) released = released.Append(new(open.Target, at.Value, MayRun: false, IsSource: false));
        return new() { Leftovers = [.. released] };
    }
}

/// <summary>Everything that an instance holds of hosts.</summary>
public static class InstanceHolds
{
    /// <summary>Its placement first, then where it is going, then what is to be let go.</summary>
    public static IEnumerable<HostPlacement> Holds(this InstanceRecord instance)
    {
        yield return instance.Placement;
        foreach (var placement in instance.FurtherHolds()) yield return placement;
    }

    /// <summary>What it holds besides its placement.</summary>
    public static IEnumerable<HostPlacement> FurtherHolds(this InstanceRecord instance)
    {
        if (instance.Moves is not { } moves) yield break;
        if (moves.Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } migration) yield return migration.Target;
        foreach (var leftover in moves.Leftovers) yield return leftover.Placement;
    }

    /// <summary>Where it counts as a member of its group: where it is and where it is going. What is to be let go does not run any more.</summary>
    public static IEnumerable<HostId> GroupHosts(this InstanceRecord instance)
    {
        yield return instance.Placement.Host;
        if (instance.Moves?.Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } migration) yield return migration.Target.Host;
    }
}
