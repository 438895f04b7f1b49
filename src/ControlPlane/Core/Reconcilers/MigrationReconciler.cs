using Cloud.ControlPlane.Core.Moves;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Reconcilers;

/// <summary>
/// Turns what the two hosts of a migration say into its next step. A word about an older generation has been dealt with before; so whatever is
/// looked at here was said by a host that knew of this very migration.
/// </summary>
internal static class MigrationReconciler
{
    /// <summary>Deals with a report that has to do with a move; false when it is an ordinary one.</summary>
    public static bool TryObserve(ClusterState state, ChangeSet changes, InstanceRecord instance, HostReport report, DateTimeOffset now)
    {
        if (instance.Moves is not { } moves) return false;
        if (instance.Placement.Host != report.Host && moves.Leftovers.FirstOrDefault(left => left.Placement.Host == report.Host) is { } leftover)
        {
            LetGo(changes, instance, leftover, report, now);
            return true;
        }

        Confirm(changes, instance, report, now);
        if (moves.Migration is not { } migration || instance.State is not InstanceState.Migrating) return false;
        if (report.Host != migration.Source.Host && report.Host != migration.Target.Host) return false;
        if (report.Generation < instance.Generation) return true;
        switch (migration.Stage)
        {
            case MigrationStage.Preparing when report.Host == migration.Target.Host:
                Prepared(state, changes, instance, migration, report, now);
                break;
            case MigrationStage.Copying:
                Copied(state, changes, instance, migration, report, now);
                break;
            case MigrationStage.Switching or MigrationStage.Pulling when report.Host == migration.Target.Host:
                Arrived(state, changes, instance, migration, report, now);
                break;
        }

        return true;
    }

    private static void LetGo(ChangeSet changes, InstanceRecord instance, Leftover leftover, HostReport report, DateTimeOffset now)
    {
        if (report.Observed is not ObservedPower.Absent || report.Generation.Value < leftover.Generation)
        {
            if (!leftover.IsSource) changes.Send(new RemoveInstance(report.Host, instance.Id, instance.Generation));
            return;
        }

        var moves = instance.Moves! with { Leftovers = [.. instance.Moves.Leftovers.Where(left => !ReferenceEquals(left, leftover))] };
        var changed = instance with { Moves = moves.OrNone(), Version = instance.Version + 1, UpdatedAt = now };
        changes.Update(changed);
        changes.Send(changed, now); // Its own host says once more how things stand: only then is nothing waited for any more.
    }

    /// <summary>Its own host knows the newest generation; what the report says besides is ordinary.</summary>
    private static void Confirm(ChangeSet changes, InstanceRecord instance, HostReport report, DateTimeOffset now)
    {
        if (!instance.Moves!.IsUnconfirmed || report.Host != instance.Placement.Host || report.Generation < instance.Generation) return;
        changes.Update(instance with { Moves = (instance.Moves with { IsUnconfirmed = false }).OrNone(), Version = instance.Version + 1, UpdatedAt = now });
    }

    private static void Prepared(ClusterState state, ChangeSet changes, InstanceRecord instance, MigrationRecord migration, HostReport report, DateTimeOffset now)
    {
        if (report.Observed is ObservedPower.Failed)
        {
            MigrationPlanner.Abandon(changes, state, instance, report.Reason ?? $"{report.Host} does not take it.", UserId.System, now);
            return;
        }

        if (report.Observed is not ObservedPower.Incoming) return;
        var copying = instance with
        {
            Moves = instance.Moves! with { Migration = migration with { Stage = MigrationStage.Copying } },
            Version = instance.Version + 1,
            UpdatedAt = now,
        };
        changes.Update(copying);
        changes.Send(copying, now);
    }

    private static void Copied(ClusterState state, ChangeSet changes, InstanceRecord instance, MigrationRecord migration, HostReport report, DateTimeOffset now)
    {
        // Either word says that the source has stopped for good: the source's own, or the destination's that it has everything.
        if (report.Migration is { Phase: MigrationPhase.HandedOver or MigrationPhase.Received } done) SwitchOver(state, changes, instance, migration, done, report, now);
        else if (report.Migration is { Phase: MigrationPhase.Failed } || report.Observed is ObservedPower.Failed or ObservedPower.Absent)
            MigrationPlanner.Abandon(changes, state, instance, report.Migration?.Failure ?? report.Reason ?? $"{report.Host} does not hold it any more.", UserId.System, now);
        else if (report.Host == migration.Source.Host) Note(state, changes, instance, report, now);
    }

    /// <summary>The one step that decides who runs the guest; durable before anybody is told.</summary>
    private static void SwitchOver(
        ClusterState state, ChangeSet changes, InstanceRecord instance, MigrationRecord migration, MigrationProgress done, HostReport report, DateTimeOffset now)
    {
        Note(state, changes, instance, report, now);
        var next = instance.Generation.Next();
        var moves = instance.Moves! with { Migration = migration with { Stage = done.IsPostCopy ? MigrationStage.Pulling : MigrationStage.Switching } };
        var switched = instance with
        {
            Placement = migration.Target,
            Generation = next,
            Version = instance.Version + 1,
            Moves = moves.Leaving(migration.Source, next, isSource: done.IsPostCopy),
            UpdatedAt = now,
        };
        changes.Update(switched);
        changes.Emit("instance.switched-over", switched, instance.OpenOperation, UserId.System, now, $"{switched.Name} has left {migration.Source.Host}.");
        changes.Send(switched, now);
    }

    private static void Arrived(ClusterState state, ChangeSet changes, InstanceRecord instance, MigrationRecord migration, HostReport report, DateTimeOffset now)
    {
        var end = (report.Observed, instance.Desired) switch
        {
            (ObservedPower.Running, _) when report.Migration is { Phase: MigrationPhase.Pulling } => (InstanceState?)null,
            (ObservedPower.Running, DesiredPower.Running) => InstanceState.Running,
            (ObservedPower.Stopped, DesiredPower.Stopped) => InstanceState.Stopped,
            (ObservedPower.Failed, _) => InstanceState.Error,
            _ => null,
        };
        if (end is { } state1) Finish(state, changes, instance, migration, report, state1, now);
        else if (report.Observed is ObservedPower.Absent) changes.Send(instance, now);
        else Note(state, changes, instance, report, now);
    }

    private static void Finish(
        ClusterState state, ChangeSet changes, InstanceRecord instance, MigrationRecord migration, HostReport report, InstanceState end, DateTimeOffset now)
    {
        var lost = report.Migration?.Failure ?? (end is InstanceState.Error ? report.Reason ?? "The host gave no reason." : null);
        var arrived = instance with
        {
            State = end,
            Version = instance.Version + 1,
            OpenOperation = null,
            Fault = end is InstanceState.Error ? lost : null,
            Moves = instance.Moves!.Ended(instance.Generation).OrNone(),
            RunningSince = end is not InstanceState.Running ? null : migration.Options.Mode is MigrationMode.Cold || lost is not null ? now : instance.RunningSince,
            UpdatedAt = now,
        };
        changes.Update(arrived);
        changes.Send(arrived, now);
        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation))
        {
            var told = operation with { Migration = Merge(operation.Migration, report.Migration) };
            changes.Update(lost is null ? OperationSteps.Succeed(told, report.Timeline, now) : OperationSteps.Fail(told, lost, now));
        }

        changes.Emit(
            end is InstanceState.Error ? "instance.error" : "instance.migrated", arrived, instance.OpenOperation, UserId.System, now,
            lost is null ? $"{arrived.Name} is {end.Name()} on {arrived.Placement.Host}." : $"{arrived.Name} was lost on its way to {arrived.Placement.Host}: {lost}");
    }

    private static void Note(ClusterState state, ChangeSet changes, InstanceRecord instance, HostReport report, DateTimeOffset now)
    {
        state.Waiting[instance.Id] = now;
        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation))
            changes.Report(OperationSteps.Advance(operation, report, now) with { Migration = Merge(operation.Migration, report.Migration) });
    }

    /// <summary>What the newest word says; the rounds that only the source has seen stay.</summary>
    private static MigrationProgress? Merge(MigrationProgress? known, MigrationProgress? said)
    {
        if (said is null || known is null) return said ?? known;
        return said.Rounds.Count >= known.Rounds.Count ? said : said with { Rounds = known.Rounds, SentMib = Math.Max(known.SentMib, said.SentMib) };
    }
}
