using Cloud.ControlPlane.Core.Reconcilers;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// Makes room for a request of higher priority that found none: the engine's cheapest plan over the zones it may use, on a copy of the hosts
/// that have spot instances. Only a refused request with a priority pays for it.
/// </summary>
internal static class Preemptor
{
    /// <summary>Accepts the instance, which waits for its victims to go; null when nobody's end would make room.</summary>
    public static InstanceAccepted? TryAccept(
        ClusterState state, ChangeSet changes, CreateOrder order, PlacementRequest asked, PlacementExplanation refusal, DateTimeOffset now)
    {
        var request = order.Request;
        if (request.Preemption is PreemptionMode.Never || request.Terms.Priority == 0 || order.NextOperation is not { } nextOperation) return null;
        if (Cheapest(state, request, asked, now) is not var (cell, plan)) return null;

        var notice = request.Preemption is PreemptionMode.Notice ? state.Region.PreemptionNotice / state.Region.Speed : TimeSpan.Zero;
        var preemption = new PreemptionRecord(
            order.Id, plan.Placement, [.. plan.Victims.Select(victim => new PreemptionVictim(victim.Id, nextOperation()))], request.Terms.Priority, now + notice, now);
        var advice = Anonymous(state, request.Project, plan);
        var instance = InstancePlanner.NewRecord(state, cell, order, Nothing(plan.Placement.Host), refusal with { Advice = [advice] }, now);
        var operation = OperationSteps.Wait(OperationSteps.Open(order.Operation, instance, "instance.create", order.Actor, now, placed: false), now);
        changes.Create(instance);
        changes.Open(operation);
        changes.Preempt(preemption);
        changes.Emit("instance.creating", instance, operation.Id, order.Actor, now, $"{instance.Name} waits for room. {advice.Describe()}");
        if (notice > TimeSpan.Zero) Warn(state, changes, preemption, now);
        else PreemptionReconciler.EndVictims(state, changes, preemption, now);
        return new InstanceAccepted(instance, operation);
    }

    /// <summary>A placement of an instance that holds nothing yet.</summary>
    private static HostPlacement Nothing(HostId host) => new(host, 0, []);

    private static (Cell Cell, PreemptionPlan Plan)? Cheapest(ClusterState state, CreateInstance request, PlacementRequest asked, DateTimeOffset now)
    {
        (Cell, PreemptionPlan Plan)? best = null;
        var group = request.Terms.Group?.ToGroup(request.Project);
        var partition = request.Terms.Group?.Partition ?? 0;
        foreach (var cell in ZonePlacer.InOrder(state, state.Profile, request.Zone))
        {
            if (group is not null && state.ZoneGroups.Refusal(group, partition, cell, state.Profile.Name) is not null) continue;
            if (Copy(state, cell, request, now) is not { } world) continue;
            var ask = group is null ? asked : asked with { Group = world.Groups.For(group, partition) };
            var plan = PreemptionPlanner.Plan(world, ask, request.Terms.Priority, state.Profile, disrupted: state.Preemptions.Disrupted(state)).Plan;
            if (plan is { Victims.Count: > 0 } && (best is not { } known || plan.Cost < known.Plan.Cost)) best = (cell, plan);
        }

        return best;
    }

    /// <summary>The hosts with somebody who may be ended; for a member of a group all hosts, since its rules count them. Null when there is nobody.</summary>
    private static ResidentWorld? Copy(ClusterState state, Cell cell, CreateInstance request, DateTimeOffset now)
    {
        var candidates = state.Instances.Values
            .Where(instance => instance.Cell == cell.Id && instance.Terms.Priority < request.Terms.Priority && state.MayBeEnded(instance))
            .Select(instance => instance.Placement.Host).Where(host => state.CordonOf(host) is null && !state.Preemptions.IsClosed(host)).ToHashSet();
        if (candidates.Count == 0) return null;
        var hosts = cell.Ledger.Hosts.Where(host => request.Terms.Group is not null || candidates.Contains(host.Id)).ToList();
        return ClusterSnapshot.Of(state, now).ToWorld(state.Region, hosts);
    }

    private static void Warn(ClusterState state, ChangeSet changes, PreemptionRecord preemption, DateTimeOffset now)
    {
        foreach (var victim in preemption.Victims)
        {
            changes.Emit("instance.preempting", state.Find(victim.Instance)!, operation: null, UserId.System, now,
                $"{state.Find(victim.Instance)!.Name} will be ended at {preemption.Due.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}: an instance of priority {preemption.Priority} needs its room on {preemption.Placement.Host}.");
        }
    }

    private static PlacementAdvice Anonymous(ClusterState state, ProjectId project, PreemptionPlan plan) => new(AdviceKind.Preempt)
    {
        Cost = plan.Cost,
        Guests = [.. VictimSteps.Of(plan.Victims, id => state.Find(project, id) is not null).Take(PlacementAdvice.MaxGuests)],
    };
}

/// <summary>Victims as advice names them: those of other projects stay nameless.</summary>
internal static class VictimSteps
{
    public static IEnumerable<GuestStep> Of(IEnumerable<Resident> victims, Func<InstanceId, bool> isOwn) => victims.Select(victim => new GuestStep(
        isOwn(victim.Id) ? victim.Id : null, victim.Placement.Host, To: null, victim.Request.Shape.Vcpus, victim.Request.Shape.MemoryMib));
}
