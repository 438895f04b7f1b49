using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Core.Moves;

/// <summary>An order to move an instance.</summary>
/// <param name="Instance">Which.</param>
/// <param name="Target">Where to; null leaves it to the scheduler.</param>
/// <param name="Options">How.</param>
/// <param name="Operation">The operation to open.</param>
/// <param name="Actor">Who asks.</param>
public sealed record MigrationOrder(InstanceId Instance, HostId? Target, MigrationOptions Options, OperationId Operation, UserId Actor)
{
    /// <summary>Do it only with this version, or null.</summary>
    public long? IfVersion { get; init; }

    /// <summary>The place already chosen by a plan, or null.</summary>
    public HostPlacement? Placement { get; init; }

    /// <summary>The execution of a plan that it belongs to, or null.</summary>
    public string? Run { get; init; }
}

/// <summary>
/// Begins and ends migrations. The destination holds its place before the source is asked for anything, both are in the ledger, and who may run
/// the guest is decided by one commit here: until the source has handed over it is the source's, from the switch-over on the destination's.
/// </summary>
public static class MigrationPlanner
{
    /// <summary>Begins a migration, or says by which mechanism it cannot be.</summary>
    public static Outcome<InstanceAccepted> Begin(ClusterState state, ChangeSet changes, MigrationOrder order, DateTimeOffset now)
    {
        if (state.Find(order.Instance) is not { } instance) return Problem.NotFound("instance", order.Instance);
        if (order.IfVersion is { } version && version != instance.Version)
            return new Problem(ProblemKind.PreconditionFailed, $"{instance.Name} is at version {instance.Version}, not {version}.");
        if (Refusal(state, instance, order, now) is { } problem) return problem;

        var target = order.Placement;
        if (target is null)
        {
            var decision = MoveTargets.Choose(state, instance, order.Target);
            if (decision.Placement is null) return NoTarget(instance, order.Target, decision.Explanation);
            target = decision.Placement;
        }

        var operation = OperationSteps.Open(order.Operation, instance, "instance.migrate", order.Actor, now, placed: true);
        var moved = instance with
        {
            State = InstanceState.Migrating,
            Generation = instance.Generation.Next(),
            Version = instance.Version + 1,
            OpenOperation = operation.Id,
            Moves = (instance.Moves ?? new()) with
            {
                Migration = new(instance.Placement, target, order.Options, MigrationStage.Preparing, instance.State) { Run = order.Run },
            },
            UpdatedAt = now,
        };
        changes.Update(moved);
        changes.Open(operation);
        changes.Emit("instance.migrating", moved, operation.Id, order.Actor, now, $"{moved.Name} is moved from {instance.Placement.Host} to {target.Host}.");
        changes.Send(moved, now);
        return new InstanceAccepted(moved, operation);
    }

    /// <summary>Ends a migration before the switch-over; the guest stays where it is.</summary>
    public static Outcome<InstanceRecord> Cancel(ClusterState state, ChangeSet changes, InstanceId id, UserId actor, DateTimeOffset now)
    {
        if (state.Find(id) is not { } instance) return Problem.NotFound("instance", id);
        if (instance.Moves?.Migration is not { } migration) return NotAllowed(instance, $"{instance.Name} is {instance.State.Name()}: there is no migration to cancel.");
        if (migration.Stage is MigrationStage.Switching or MigrationStage.Pulling)
            return NotAllowed(instance, $"{instance.Name} has been switched over to {instance.Placement.Host}: nothing is left to cancel. Migrate it back instead.");
        return Abandon(changes, state, instance, "Cancelled.", actor, now);
    }

    /// <summary>The migration comes to nothing: the source goes on under a newer generation, the destination lets go.</summary>
    internal static InstanceRecord Abandon(ChangeSet changes, ClusterState state, InstanceRecord instance, string reason, UserId actor, DateTimeOffset now)
    {
        var migration = instance.Moves!.Migration!;
        var next = instance.Generation.Next();
        var stays = instance with
        {
            State = migration.From,
            Generation = next,
            Version = instance.Version + 1,
            OpenOperation = null,
            Moves = instance.Moves.Ended(next) with { IsUnconfirmed = true },
            UpdatedAt = now,
        };
        changes.Update(stays);
        Fail(state, changes, instance, reason, now);
        changes.Emit("instance.migration-ended", stays, instance.OpenOperation, actor, now, $"{stays.Name} stays on {stays.Placement.Host}: {reason}");
        changes.Send(stays, now);
        return stays;
    }

    internal static void Fail(ClusterState state, ChangeSet changes, InstanceRecord instance, string reason, DateTimeOffset now)
    {
        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation)) changes.Update(OperationSteps.Fail(operation, reason, now));
    }

    private static Problem? Refusal(ClusterState state, InstanceRecord instance, MigrationOrder order, DateTimeOffset now)
    {
        if (instance.State is not (InstanceState.Running or InstanceState.Stopped))
            return NotAllowed(instance, $"{instance.Name} is {instance.State.Name()}: only what is running or stopped can be moved.");
        if (instance.Moves is { } moves)
            return NotAllowed(instance, $"{instance.Name} has only just been moved: {string.Join(", ", moves.Leftovers.Select(leftover => leftover.Placement.Host).DefaultIfEmpty(instance.Placement.Host))} has not confirmed yet.");
        if (state.Pulses.Health(instance.Placement.Host, state.Region.Live, now) is HostHealth.Down)
            return NotAllowed(instance, $"{instance.Placement.Host} is down: what was on it can be evacuated, not migrated.");
        if (instance.State is InstanceState.Stopped && order.Options.Mode is not MigrationMode.Cold)
            return NotAllowed(instance, $"{instance.Name} is stopped: it has no memory to move. Ask for a cold migration.");
        if (order.Options.Mode is not MigrationMode.Cold && Obstacles(instance) is { Count: > 0 } obstacles)
        {
            return NotAllowed(instance, $"{instance.Name} cannot be moved while it runs: {string.Join("; ", obstacles)}. A cold migration stops it, moves its disk and starts it again.")
                .With("obstacles", obstacles);
        }

        if ((order.Placement?.Host ?? order.Target) is not { } host) return null;
        var cell = state.CellOf(instance);
        if (cell.Ledger.IndexOf(host) < 0)
        {
            return state.CellOf(host) is { } other
                ? Problem.Invalid(new FieldError("host", $"'{host}' is in zone {other.Zone}", $"a host of zone {instance.Zone}: nothing is moved between zones"))
                : Problem.Invalid(new FieldError("host", $"there is no host '{host}'", "a name from GET /api/v1/hosts"));
        }

        if (host == instance.Placement.Host) return Problem.Invalid(new FieldError("host", $"'{host}' is where it is", "another host"));
        if (state.CordonOf(host) is { } cordon) return NotAllowed(instance, $"{host} is cordoned{(cordon.Reason is { } why ? $" ({why})" : "")}: it takes nothing new.");
        return state.IsUnreachable(host) ? NotAllowed(instance, $"{host} is not heard from: it takes nothing new.") : null;
    }

    /// <summary>The mechanisms that keep a guest from being moved while it runs; empty when nothing does. A local disk does not: it is sent along.</summary>
    public static IReadOnlyList<string> Obstacles(InstanceRecord instance)
    {
        if (instance.Kind is InstanceKind.Container) return ["a container shares the kernel of its host"];
        var needs = instance.Shape.Needs;
        return MigrationObstacles.Of(
            passthrough: needs?.Devices.Count > 0, confidential: needs is { Confidential: not ConfidentialNeed.None }, localDiskGib: 0, destinationLacksCpuFeatures: false);
    }

    private static Problem NotAllowed(InstanceRecord instance, string detail) =>
        new Problem(ProblemKind.ActionNotAllowed, detail).With("allowedActions", InstanceLifecycle.Allowed(instance.State).Select(InstanceLifecycle.Name).ToArray());

    private static Problem NoTarget(InstanceRecord instance, HostId? asked, Scheduler.Pipeline.PlacementExplanation explanation) =>
        new Problem(ProblemKind.NoCapacity, asked is { } host ? $"{host} cannot take {instance.Name}." : $"None of the other hosts of zone {instance.Zone} can take {instance.Name}.")
            .With("explanation", explanation);
}
