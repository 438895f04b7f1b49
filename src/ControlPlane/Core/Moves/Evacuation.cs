using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Moves;

/// <summary>
/// Starts again elsewhere what was on a host that is down. Down means that its lease is over, so nothing runs there; and it gets no new one
/// before it has let go of what was evacuated. What fits nowhere stays in error with the explanation, and is tried again.
/// </summary>
public static class Evacuation
{
    /// <summary>Time between two attempts for an instance that fitted nowhere.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private static readonly string[] OnlyDrain = ["drain"];

    /// <summary>At most this many instances per round: the writer has other things to do.</summary>
    public const int MaxPerRound = 500;

    /// <summary>Ends migrations to hosts that are down and, if the region or the operator wants it, evacuates what is on them.</summary>
    internal static void Plan(ClusterState state, ChangeSet changes, HashSet<HostId> down, DateTimeOffset now)
    {
        foreach (var instance in state.Moving.Order().Select(state.Find).OfType<InstanceRecord>().ToList())
        {
            if (instance.Moves?.Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } open && down.Contains(open.Target.Host) && !down.Contains(open.Source.Host))
                MigrationPlanner.Abandon(changes, state, instance, $"{open.Target.Host} is down.", UserId.System, now);
        }

        var due = state.Instances.Values
            .Where(instance => down.Contains(instance.Placement.Host) && IsWanted(state, instance.Placement.Host) && IsDue(state, instance, now))
            .OrderByDescending(instance => instance.Terms.Priority).ThenBy(instance => instance.Id).Take(MaxPerRound);
        foreach (var instance in due.ToList()) One(state, changes, instance, now);
    }

    /// <summary>An operator wants a host evacuated, and does not wait for the region's setting.</summary>
    public static Outcome<HostStatus> Ask(ClusterState state, ChangeSet changes, HostId host, DateTimeOffset now)
    {
        if (state.CellOf(host) is not { } cell) return Problem.NotFound("host", host);
        var (settings, pulse) = (state.Region.Live, state.Pulses.Of(host, state.Region.Live));
        if (state.Pulses.Health(host, settings, now) is not HostHealth.Down)
        {
            var until = pulse.LeaseEndsAt + settings.LeaseMargin;
            return new Problem(
                ProblemKind.ActionNotAllowed,
                $"{host} may run guests until {until:u}: they may not run twice. A host that is heard from can be drained; one that is not is down when its lease is over.")
                .With("allowedActions", OnlyDrain);
        }

        state.EvacuationsAsked.Add(host);
        Plan(state, changes, [host], now);
        return ListHostsHandler.Status(state, cell.Ledger.Hosts[cell.Ledger.IndexOf(host)]);
    }

    /// <summary>Whether what is on a host is to be evacuated once it is down.</summary>
    private static bool IsWanted(ClusterState state, HostId host) => state.Region.Live.AutoEvacuate || state.EvacuationsAsked.Contains(host);

    private static bool IsDue(ClusterState state, InstanceRecord instance, DateTimeOffset now) =>
        instance.State is not InstanceState.Deleting && instance.Placement.Claims.Count > 0 && (!state.TriedToEvacuate.TryGetValue(instance.Id, out var at) || now - at >= RetryAfter);

    private static void One(ClusterState state, ChangeSet changes, InstanceRecord instance, DateTimeOffset now)
    {
        var dead = instance.Placement.Host;
        var decision = MoveTargets.Choose(state, instance, asked: null, isDead: true);
        if (decision.Placement is not { } target)
        {
            state.TriedToEvacuate[instance.Id] = now;
            Strand(state, changes, instance, $"{dead} is down, and no other host of zone {instance.Zone} can take {instance.Name}. {Words(decision.Explanation)}", now);
            return;
        }

        state.TriedToEvacuate.Remove(instance.Id);
        var next = instance.Generation.Next();
        var runs = instance.Desired is DesiredPower.Running;
        var operation = OperationSteps.Open(DerivedOperation.Of(instance), instance, "instance.evacuate", UserId.System, now, placed: true);
        var moved = instance with
        {
            Placement = target,
            State = runs ? InstanceState.Starting : InstanceState.Stopping,
            Generation = next,
            Version = instance.Version + 1,
            OpenOperation = operation.Id,
            Fault = null,
            Moves = (instance.Moves ?? new()).Ended(next).Leaving(instance.Placement, next, mayRun: true),
            RunningSince = null,
            UpdatedAt = now,
        };
        MigrationPlanner.Fail(state, changes, instance, $"{dead} is down.", now);
        changes.Update(moved);
        changes.Open(operation);
        var disk = instance.Shape.DiskGib > 0 ? $" What was on its local disk ({instance.Shape.DiskGib} GiB) is there; it begins with its image." : "";
        changes.Emit("instance.evacuated", moved, operation.Id, UserId.System, now, $"{dead} is down: {moved.Name} {(runs ? "starts again" : "is kept")} on {target.Host}.{disk}");
        changes.Send(moved, now);
    }

    /// <summary>It has nowhere to go: it says so, once, and goes on waiting for its host or for room.</summary>
    private static void Strand(ClusterState state, ChangeSet changes, InstanceRecord instance, string fault, DateTimeOffset now)
    {
        if (instance.State is InstanceState.Error && string.Equals(instance.Fault, fault, StringComparison.Ordinal)) return;
        var next = instance.Generation.Next();
        var stranded = instance with
        {
            State = InstanceState.Error,
            Generation = next,
            Version = instance.Version + 1,
            OpenOperation = null,
            Fault = fault,
            Moves = instance.Moves?.Ended(next).OrNone(),
            RunningSince = null,
            UpdatedAt = now,
        };
        MigrationPlanner.Fail(state, changes, instance, fault, now);
        changes.Update(stranded);
        changes.Emit("instance.error", stranded, instance.OpenOperation, UserId.System, now, fault);
        changes.Send(stranded, now);
    }

    private static string Words(Scheduler.Pipeline.PlacementExplanation explanation) => explanation.Refusals.Count == 0
        ? "There is none."
        : $"Refused by: {string.Join(", ", explanation.Refusals.Where(refusal => refusal.Hosts > 0).Select(refusal => $"{refusal.Rule} ({refusal.Hosts})"))}.";
}
