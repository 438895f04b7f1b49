using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Reconcilers;

/// <summary>Turns what hosts say into observed state. Reports may come late, twice, out of order or about things long gone.</summary>
public static class ReportReconciler
{
    public static void Observe(ClusterState state, ChangeSet changes, HostReport report, DateTimeOffset now)
    {
        if (report.Beat is { } beat)
        {
            HostReconciler.Hear(state, changes, report.Host, beat, now);
            return;
        }

        if (state.Find(report.Instance) is not { } instance)
        {
            RemoveOrphan(changes, report, new Generation(long.MaxValue));
            return;
        }

        if (MigrationReconciler.TryObserve(state, changes, instance, report, now)) return;
        instance = state.Find(report.Instance)!;
        if (instance.Placement.Host != report.Host)
        {
            RemoveOrphan(changes, report, instance.Generation); // It may come back to this host one day, with a newer one.
            return;
        }

        // Nothing is true yet of an instance that waits for room: no host was told of it.
        if (report.Generation < instance.Generation || state.Preemptions.Find(instance.Id) is not null)
            return;

        if (instance.State is InstanceState.Deleting)
        {
            if (report.Observed is ObservedPower.Absent && instance.Moves is null)
                FinishDelete(state, changes, instance, now);
            return;
        }

        if (report.Observed is ObservedPower.Booting or ObservedPower.ShuttingDown)
            NoteProgress(state, changes, instance, report, now);
        else if (report.Observed is ObservedPower.Absent)
            changes.Send(instance, now);
        else if (InstanceLifecycle.Observe(instance.State, report.Observed) is { } next)
            Settle(state, changes, instance, report, next, now);
        else if (instance.State is InstanceState.Error)
            state.Waiting[instance.Id] = now;
        else if (!InstanceLifecycle.IsTransitional(instance.State) && instance.Moves is null)
            state.Waiting.Remove(instance.Id); // A late word had made it wait for one that confirms what is known.
    }

    /// <summary>A host holds something the control plane does not know there: it must go, unless the host says it is gone already.</summary>
    private static void RemoveOrphan(ChangeSet changes, HostReport report, Generation upTo)
    {
        if (report.Observed is not ObservedPower.Absent)
            changes.Send(new RemoveInstance(report.Host, report.Instance, upTo));
    }

    private static void NoteProgress(ClusterState state, ChangeSet changes, InstanceRecord instance, HostReport report, DateTimeOffset now)
    {
        state.Waiting[instance.Id] = now;
        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation))
            changes.Report(OperationSteps.Advance(operation, report, now));
    }

    private static void Settle(
        ClusterState state, ChangeSet changes, InstanceRecord instance, HostReport report, InstanceState next, DateTimeOffset now)
    {
        var settled = instance with
        {
            State = next,
            Version = instance.Version + 1,
            OpenOperation = null,
            Fault = next is InstanceState.Error ? report.Reason ?? "The host gave no reason." : null,
            RunningSince = next is InstanceState.Running ? now : null,
            UpdatedAt = now,
        };
        changes.Update(settled);

        // A failure is never the last word: reports of one generation may overtake each other, and what a host lacked may come back. So an
        // instance in error goes on waiting, and its host is asked again and again whether it can do now what is wanted.
        if (next is InstanceState.Error) changes.Send(settled, now);
        else if (settled.Moves is null) state.Waiting.Remove(instance.Id);

        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation))
        {
            changes.Update(next is InstanceState.Error
                ? OperationSteps.Fail(operation, settled.Fault!, now)
                : OperationSteps.Succeed(operation, report.Timeline, now));
        }

        changes.Emit($"instance.{next.Name()}", settled, instance.OpenOperation, UserId.System, now, next switch
        {
            InstanceState.Error => $"{settled.Name} failed on {settled.Placement.Host}: {settled.Fault}",
            _ => $"{settled.Name} is {next.Name()} on {settled.Placement.Host}.",
        });
    }

    private static void FinishDelete(ClusterState state, ChangeSet changes, InstanceRecord instance, DateTimeOffset now)
    {
        var operationId = instance.OpenOperation;
        changes.Delete(instance);
        if (operationId is { } open && state.OpenOperations.TryGetValue(open, out var operation))
            changes.Update(OperationSteps.Succeed(operation, [], now));
        changes.Emit(ChangeSet.DeletedType, instance with { Version = instance.Version + 1 }, operationId, UserId.System, now, $"{instance.Name} is gone.");
    }
}
