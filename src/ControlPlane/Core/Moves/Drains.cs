using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Operator.Moves;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Moves;

/// <summary>
/// Empties hosts for maintenance. The order is a statement that stands until it is taken back, not a list of steps: every round looks at what is
/// still there and begins as many migrations as the budget allows, the hardest to place first, as the planner of drains does. So it survives
/// restarts, and what could not be moved is moved when room appears.
/// </summary>
public static class Drains
{
    /// <summary>Time between two attempts for an instance that could not be moved.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private static readonly string[] OnlyDrain = ["drain"];

    public static Outcome<HostStatus> Begin(ClusterState state, ChangeSet changes, DrainHost request, UserId actor, DateTimeOffset now)
    {
        if (state.CellOf(request.Host) is not { } cell) return Problem.NotFound("host", request.Host);
        var before = state.CordonOf(request.Host);
        if (before is not null) changes.Uncordon(before);
        changes.Cordon((before ?? new(request.Host, cell.Id, request.Reason, actor, now)) with { Reason = request.Reason ?? before?.Reason, Drain = request.Drain });
        Plan(state, changes, now);
        return Status(state, cell, request.Host);
    }

    /// <summary>Changes the order that stands, or takes it back.</summary>
    public static Outcome<HostStatus> Change(ClusterState state, ChangeSet changes, HostId host, Func<HostDrain, HostDrain?> change)
    {
        if (state.CellOf(host) is not { } cell) return Problem.NotFound("host", host);
        if (state.CordonOf(host) is not { Drain: { } drain } cordon) return new Problem(ProblemKind.ActionNotAllowed, $"{host} is not being drained.").With("allowedActions", OnlyDrain);
        changes.Uncordon(cordon);
        changes.Cordon(cordon with { Drain = change(drain) });
        return Status(state, cell, host);
    }

    /// <summary>Begins what the budgets allow, on every host that is to be emptied.</summary>
    internal static void Plan(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var cordon in state.Cordons.Where(cordon => cordon.Drain is { IsPaused: false }).ToList()) Plan(state, changes, cordon, now);
    }

    /// <summary>How far a drain is; null when the host is not to be emptied.</summary>
    internal static DrainStatus? Of(ClusterState state, HostId host)
    {
        if (state.CordonOf(host) is not { Drain: { } drain }) return null;
        var on = On(state, host).ToList();
        var gone = state.Moving.Select(state.Find).OfType<InstanceRecord>().Count(it => it.Placement.Host != host && it.Moves!.Leftovers.Any(left => left.Placement.Host == host));
        StuckInstance[] stuck =
        [
            .. on.OrderBy(it => it.Id).Where(it => state.StuckBy.ContainsKey(it.Id) && it.Moves is null).Select(it => new StuckInstance(it.Id, it.Name, state.StuckBy[it.Id].Reason)),
        ];
        return new(drain, on.Count, on.Count(it => it.State is InstanceState.Migrating), gone, stuck);
    }

    private static IEnumerable<InstanceRecord> On(ClusterState state, HostId host) =>
        state.Instances.Values.Where(it => it.Placement.Host == host && it.Placement.Claims.Count > 0);

    private static void Plan(ClusterState state, ChangeSet changes, HostCordon cordon, DateTimeOffset now)
    {
        var (host, drain) = (cordon.Host, cordon.Drain!);
        var on = On(state, host).ToList();
        var free = drain.MaxConcurrent - on.Count(it => it.State is InstanceState.Migrating);
        var due = on.Where(it => it.State is InstanceState.Running or InstanceState.Stopped && it.Moves is null)
            .Where(it => !state.StuckBy.TryGetValue(it.Id, out var stuck) || now - stuck.At >= RetryAfter)
            .OrderByDescending(it => it.Shape.NumaNodes).ThenByDescending(it => it.Shape.MemoryMib).ThenByDescending(it => it.Shape.Vcpus).ThenBy(it => it.Id);
        foreach (var instance in due.ToList())
        {
            if (free <= 0) return;
            if (Move(state, changes, instance, cordon, now) is { } reason) state.StuckBy[instance.Id] = (now, reason);
            else
            {
                state.StuckBy.Remove(instance.Id);
                free--;
            }
        }
    }

    private static string? Move(ClusterState state, ChangeSet changes, InstanceRecord instance, HostCordon cordon, DateTimeOffset now)
    {
        var obstacles = MigrationPlanner.Obstacles(instance);
        var isCold = instance.State is InstanceState.Stopped || (obstacles.Count > 0 && cordon.Drain!.AllowCold);
        if (!isCold && obstacles.Count > 0) return $"It cannot be moved while it runs: {string.Join("; ", obstacles)}. The drain does not allow to stop it.";
        if (Disrupted(state, instance) is { } group) return group;
        var options = new MigrationOptions(isCold ? MigrationMode.Cold : MigrationMode.Live)
        {
            AutoConverge = true, MibPerSecond = state.Region.Live.MigrationMibPerSecond,
        };
        var order = new MigrationOrder(instance.Id, Target: null, options, DerivedOperation.Of(instance), cordon.By) { Run = HostDrain.Run };
        return MigrationPlanner.Begin(state, changes, order, now).TryGet(out _, out var problem) ? null : problem.Detail;
    }

    private static string? Disrupted(ClusterState state, InstanceRecord instance)
    {
        if (instance.Terms.Group?.ToGroup(instance.Project) is not { } group) return null;
        var moving = state.Moving.Select(state.Find).OfType<InstanceRecord>().Count(it => it.Moves?.Migration is not null && it.Terms.Group?.ToGroup(it.Project).Id == group.Id);
        return moving < group.MaxDisrupted ? null : $"Its group '{group.Id}' allows {group.MaxDisrupted} of its members to be disrupted at once.";
    }

    private static HostStatus Status(ClusterState state, Cell cell, HostId host) => ListHostsHandler.Status(state, cell.Ledger.Hosts[cell.Ledger.IndexOf(host)]);
}
