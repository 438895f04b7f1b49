using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>Decides what the guest of an instance does from now on.</summary>
public static class WorkloadPlanner
{
    /// <summary>Takes the workload down and tells the host under a new generation, or leaves it to the next command where one is bound to come.</summary>
    public static Outcome<InstanceRecord> Set(ClusterState state, ChangeSet changes, SetInstanceWorkload request, UserId actor, DateTimeOffset now)
    {
        if (state.Find(request.Project, request.Instance) is not { } instance)
            return Problem.NotFound("instance", request.Instance);
        if (InstancePlanner.VersionMismatch(instance, request.IfVersion) is { } mismatch)
            return mismatch;
        if (Refusal(instance) is { } refusal)
            return refusal;

        var changed = instance with { Terms = instance.Terms with { Workload = request.Workload }, Version = instance.Version + 1, UpdatedAt = now };
        var isTold = IsTold(state, instance);
        if (isTold) changed = changed with { Generation = instance.Generation.Next(), Moves = Unconfirmed(instance) };
        changes.Update(changed);
        changes.Emit("instance.updated", changed, operation: null, actor, now, $"{changed.Name} runs the workload {request.Workload.Kind.Name()} now.");
        if (isTold) changes.Send(changed, now);
        return changed;
    }

    /// <summary>
    /// Who waits for room is on no host yet, and a migration ends its part on the source under a newer generation either way: at the
    /// switch-over or when it comes to nothing. A newer one now would break it off.
    /// </summary>
    private static bool IsTold(ClusterState state, InstanceRecord instance) =>
        state.Preemptions.Find(instance.Id) is null && instance.State is not InstanceState.Migrating;

    /// <summary>At rest nothing else is awaited from its host: the word that it knows must be awaited durably, or a restart would forget to tell it.</summary>
    private static InstanceMoves? Unconfirmed(InstanceRecord instance) =>
        InstanceLifecycle.IsTransitional(instance.State) ? instance.Moves : (instance.Moves ?? new()) with { IsUnconfirmed = true };

    private static Problem? Refusal(InstanceRecord instance) => instance switch
    {
        { State: InstanceState.Deleting } => NotAllowed(instance, "what is being deleted takes up nothing new"),
        { Moves.Migration.Stage: MigrationStage.Switching or MigrationStage.Pulling } =>
            NotAllowed(instance, $"its memory is still coming to {instance.Placement.Host}; ask again when it has arrived"),
        _ => null,
    };

    private static Problem NotAllowed(InstanceRecord instance, string why) =>
        new Problem(ProblemKind.ActionNotAllowed, $"{instance.Name} is {instance.State.Name()}: {why}.")
            .With("allowedActions", InstanceLifecycle.Allowed(instance.State).Select(InstanceLifecycle.Name).ToArray());
}
