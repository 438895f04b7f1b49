using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Core.Reconcilers;

/// <summary>
/// Ends victims when their notice is over, and gives the room to who waits for it once the last one is gone. Takes no hints: it looks at
/// every preemption, so a restart in the middle of one heals by the same path.
/// </summary>
public static class PreemptionReconciler
{
    public static void Plan(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var preemption in state.Preemptions.All.ToList())
        {
            if (now >= preemption.Due) EndVictims(state, changes, preemption, now);
            if (preemption.Victims.All(victim => state.Find(victim.Instance) is null)) TryPlace(state, changes, preemption, now);
        }
    }

    /// <summary>Deletes every victim that is not on its way out already: a stopped one would keep its room.</summary>
    internal static void EndVictims(ClusterState state, ChangeSet changes, PreemptionRecord preemption, DateTimeOffset now)
    {
        foreach (var (id, operation) in preemption.Victims)
        {
            if (state.Find(id) is not { State: not InstanceState.Deleting } victim) continue;
            InstancePlanner.Change(
                state, changes, victim, InstanceAction.Delete, operation, UserId.System, now,
                $"{victim.Name} is preempted: an instance of priority {preemption.Priority} needs its room on {preemption.Placement.Host}.");
        }
    }

    /// <summary>Whoever waits is withdrawn: victims that were only told stay.</summary>
    internal static void Withdraw(ClusterState state, ChangeSet changes, PreemptionRecord preemption, UserId actor, DateTimeOffset now)
    {
        changes.EndPreemption(preemption);
        foreach (var victim in preemption.Victims)
        {
            if (state.Find(victim.Instance) is { State: not InstanceState.Deleting } spared)
                changes.Emit("instance.preemption-withdrawn", spared, operation: null, actor, now, $"{spared.Name} stays: its room is not needed any more.");
        }
    }

    /// <summary>
    /// The room that was made is still there, since the host took nobody else; only an overcommit that has shrunk meanwhile can have taken it.
    /// Then any other host will do, or the instance goes on waiting.
    /// </summary>
    private static void TryPlace(ClusterState state, ChangeSet changes, PreemptionRecord preemption, DateTimeOffset now)
    {
        if (state.Find(preemption.Instance) is not { } waiting) return;
        var placement = state.CellOf(waiting).Ledger.Fits(preemption.Placement) ? preemption.Placement : Elsewhere(state, waiting);
        if (placement is null) return;
        changes.EndPreemption(preemption);
        var placed = waiting with { Placement = placement, Generation = waiting.Generation.Next(), Version = waiting.Version + 1, UpdatedAt = now };
        changes.Place(waiting, placed);
        if (placed.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var operation)) changes.Update(OperationSteps.Placed(operation, now));
        changes.Emit("instance.creating", placed, placed.OpenOperation, UserId.System, now, $"{placed.Name} was placed on {placement.Host}, where others made room.");
        changes.Send(placed, now);
    }

    private static HostPlacement? Elsewhere(ClusterState state, InstanceRecord waiting)
    {
        if (waiting.Terms.Group is not null) return null;
        var asked = new Scheduler.Pipeline.PlacementRequest(waiting.Shape, InstanceOverhead.Of(waiting.Kind).MemoryMib, waiting.Zone);
        return state.CellOf(waiting).Engine.Place(asked).Placement;
    }
}
