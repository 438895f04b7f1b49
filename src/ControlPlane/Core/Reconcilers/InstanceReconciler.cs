using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.ControlPlane.Core.Reconcilers;

/// <summary>
/// Repeats what a host has not answered. Takes no hints: it looks at every instance that waits, whatever made it wait, so a lost command,
/// a lost report and a restart of the control plane heal by the same path.
/// </summary>
public static class InstanceReconciler
{
    /// <summary>After this long without a word from the host, the command is sent again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>At most this many commands per round, so that a restart with many unfinished operations stays smooth.</summary>
    public const int MaxPerRound = 10_000;

    /// <summary>Sends again what waits too long; returns how many commands were sent.</summary>
    public static int Plan(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        if (now - state.OvercommitUpdatedAt >= OvercommitUpdate.Interval)
        {
            OvercommitUpdate.Apply(state);
            state.OvercommitUpdatedAt = now;
        }

        ReservationPlanner.Expire(state, changes, now);
        PreemptionReconciler.Plan(state, changes, now);
        var due = new List<InstanceRecord>();
        foreach (var (id, since) in state.Waiting)
        {
            if (now - since >= Patience && state.Find(id) is { } instance)
                due.Add(instance);
            if (due.Count == MaxPerRound)
                break;
        }

        due.Sort((left, right) => left.Id.CompareTo(right.Id));
        foreach (var instance in due)
            changes.Send(instance, now);
        return due.Count;
    }
}
