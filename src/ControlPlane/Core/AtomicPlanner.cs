using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>Decides about several equal instances, all or none: one decision, one batch, one transaction.</summary>
public static class AtomicPlanner
{
    /// <summary>Names, quota, then capacity: the cheapest refusal first. A refusal changes nothing.</summary>
    /// <param name="state">The writer's memory.</param>
    /// <param name="changes">Takes the effects.</param>
    /// <param name="orders">At least one; they differ in names and ids only.</param>
    /// <param name="now">The time.</param>
    public static Outcome<InstancesAccepted> Create(ClusterState state, ChangeSet changes, IReadOnlyList<CreateOrder> orders, DateTimeOffset now)
    {
        var (first, request) = (orders[0], orders[0].Request);
        if (state.IsClosed(request.Project)) return Problem.NotFound("project", request.Project);
        if (first.Tenant is { } tenant) state.Note(request.Project, tenant);
        if (NamesTaken(state, orders) is { } taken) return taken;
        if (request.Reservation is not null) return Claim(state, changes, orders, now);
        if ((state.UseOf(request.Project) + (ResourceCount.Of(first.Shape) * orders.Count)).FirstAbove(first.Limit) is { } excess)
            return InstancePlanner.QuotaExceeded(excess.Resource, excess.Asked, excess.Limit);

        var asked = ZonePlacer.Ask(state, request.Kind, first.Shape, request.Zone, first.Expected);
        var members = TogetherPlacer.Members(asked, request.Terms.Group, request.Project, orders.Count);
        if (request.Terms.Group is not null && state.ZoneGroups.Count(members.Group.Id) + orders.Count > GroupTable.MaxMembers)
            return InstancePlanner.GroupFull();
        var together = TogetherPlacer.Place(state, members, request.Zone, now);
        if (together.Placements is not { } placements) return NoCapacity(state, together, asked, request.Project, request.Terms.Priority, now);
        return new InstancesAccepted([.. orders.Zip(placements, (order, placement) => Accept(state, changes, order, placement, asked, now))]);
    }

    private static InstanceAccepted Accept(
        ClusterState state, ChangeSet changes, CreateOrder order, HostPlacement placement, PlacementRequest asked, DateTimeOffset now)
    {
        var cell = state.CellOf(placement.Host)!;
        var terms = order.Request.Terms.Group;
        var ask = terms is null ? asked : asked with { Group = cell.Groups.For(terms.ToGroup(order.Request.Project), terms.Partition) };
        var instance = InstancePlanner.NewRecord(state, cell, order, placement, cell.Engine.Place(ask).Explanation, now);
        changes.Create(instance);
        return InstancePlanner.Begin(changes, instance, order, now, $"{instance.Name} was placed on {placement.Host} together with others.");
    }

    private static Outcome<InstancesAccepted> Claim(ClusterState state, ChangeSet changes, IReadOnlyList<CreateOrder> orders, DateTimeOffset now)
    {
        if (!ReservationClaims.Find(state, orders[0].Request, orders[0].Shape, orders.Count).TryGet(out var found, out var problem)) return problem;
        return new InstancesAccepted([.. orders.Zip(found.Places, (order, place) =>
            InstancePlanner.ClaimPlace(state, changes, order, state.Reservations.Find(found.Reservation.Id)!, place, now))]);
    }

    private static Problem? NamesTaken(ClusterState state, IReadOnlyList<CreateOrder> orders)
    {
        string[] taken = [.. orders.Select(order => order.Request.Name).Where(name => state.IsNameTaken(orders[0].Request.Project, name))];
        return taken.Length == 0 ? null : InstancePlanner.NameTaken(taken[0]) with
        {
            Detail = $"{taken.Length} of the {orders.Count} names are in use in this project: {string.Join(", ", taken.Take(5))}{(taken.Length > 5 ? " and others" : "")}.",
        };
    }

    /// <summary>What would have fitted, and what would help the first that does not.</summary>
    internal static Problem NoCapacity(
        ClusterState state, GroupDecision decision, PlacementRequest asked, ProjectId project, int priority, DateTimeOffset now)
    {
        var partial = decision.Partial!;
        var explanation = partial.Explanation with { Advice = RefusalAdvice.With(partial.Explanation.Advice, state, asked, project, new(priority, now)) };
        return new Problem(ProblemKind.NoCapacity, partial.Summary(decision.Asked))
            .With("explanation", explanation)
            .With("together", decision with { Partial = partial with { Explanation = explanation } });
    }
}
