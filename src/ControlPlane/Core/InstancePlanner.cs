using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;

namespace Cloud.ControlPlane.Core;

/// <summary>A create request with everything looked up that does not belong to the cell.</summary>
public sealed record CreateOrder(
    InstanceId Id, OperationId Operation, CreateInstance Request, InstanceShape Shape, ResourceCount Limit, UserId Actor)
{
    /// <summary>Whose the project is, or null.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>The guests expected in future, for policies that look ahead.</summary>
    public WorkloadMix Expected { get; init; } = WorkloadMix.Doubling;

    /// <summary>Mints the operations of spot instances that are ended for it; without it, none are.</summary>
    public Func<OperationId>? NextOperation { get; init; }
}

/// <summary>Decides about instances: pure functions of state, order and time whose effects are entries in a <see cref="ChangeSet"/>.</summary>
public static class InstancePlanner
{
    /// <summary>Name, quota, then capacity: the cheapest refusal first. A refusal changes nothing.</summary>
    public static Outcome<InstanceAccepted> Create(ClusterState state, ChangeSet changes, CreateOrder order, DateTimeOffset now)
    {
        var request = order.Request;
        if (state.IsClosed(request.Project))
            return Problem.NotFound("project", request.Project);
        if (order.Tenant is { } tenant)
            state.Note(request.Project, tenant);
        if (state.IsNameTaken(request.Project, request.Name))
            return NameTaken(request.Name);
        if (request.Reservation is not null)
            return Claim(state, changes, order, now);
        if ((state.UseOf(request.Project) + ResourceCount.Of(order.Shape)).FirstAbove(order.Limit) is { } excess)
            return QuotaExceeded(excess.Resource, excess.Asked, excess.Limit);

        var group = request.Terms.Group?.ToGroup(request.Project);
        if (group is not null && state.ZoneGroups.Count(group.Id) >= GroupTable.MaxMembers)
            return GroupFull();

        var ask = ZonePlacer.Ask(state, request.Kind, order.Shape, request.Zone, order.Expected, request.Terms.Container);
        var (cell, decision) = ZonePlacer.Place(state, request.Project, ask, profile: null, group, request.Terms.Group?.Partition ?? 0, new(request.Terms.Priority, now));
        if (decision.Placement is null || cell is null)
            return Preemptor.TryAccept(state, changes, order, ask, decision.Explanation, now) is { } waiting ? waiting : NoCapacity(decision.Explanation);

        var instance = NewRecord(state, cell, order, decision.Placement, decision.Explanation, now);
        changes.Create(instance);
        return Begin(changes, instance, order, now, $"{instance.Name} was placed on {instance.Placement.Host}.");
    }

    /// <summary>On a place of the reservation that the request names: neither quota nor capacity change.</summary>
    private static Outcome<InstanceAccepted> Claim(ClusterState state, ChangeSet changes, CreateOrder order, DateTimeOffset now)
    {
        if (!ReservationClaims.Find(state, order.Request, order.Shape, 1).TryGet(out var found, out var problem))
            return problem;
        var (reservation, places) = found;
        return ClaimPlace(state, changes, order, reservation, places[0], now);
    }

    internal static InstanceAccepted ClaimPlace(
        ClusterState state, ChangeSet changes, CreateOrder order, Iaas.Reservations.ReservationRecord reservation, HostPlacement place, DateTimeOffset now)
    {
        var explanation = new Scheduler.Pipeline.PlacementExplanation(reservation.Policy, reservation.Free.Count, reservation.Free.Count, [], [], []);
        var instance = NewRecord(state, state.CellOf(reservation), order, place, explanation, now) with
        {
            Terms = order.Request.Terms with { Reservation = reservation.Id },
            Policy = reservation.Policy,
        };
        changes.Claim(instance, reservation, place);
        return Begin(changes, instance, order, now, $"{instance.Name} took a place of the reservation {reservation.Name} on {place.Host}.");
    }

    internal static InstanceAccepted Begin(ChangeSet changes, InstanceRecord instance, CreateOrder order, DateTimeOffset now, string message)
    {
        var operation = OperationSteps.Open(order.Operation, instance, "instance.create", order.Actor, now, placed: true);
        changes.Open(operation);
        changes.Emit("instance.creating", instance, operation.Id, order.Actor, now, message);
        changes.Send(instance, now);
        return new InstanceAccepted(instance, operation);
    }

    /// <summary>Start, stop, reboot or delete, if the lifecycle table allows it.</summary>
    public static Outcome<InstanceAccepted> Act(
        ClusterState state, ChangeSet changes, ActOnInstance request, OperationId operationId, UserId actor, DateTimeOffset now)
    {
        if (state.Find(request.Project, request.Instance) is not { } instance)
            return Problem.NotFound("instance", request.Instance);
        if (VersionMismatch(instance, request.IfVersion) is { } mismatch)
            return mismatch;
        if (!InstanceLifecycle.TryAct(instance.State, request.Action, out _, out _))
            return ActionNotAllowed(instance, request.Action);
        if (state.Preemptions.Find(instance.Id) is { } preemption)
            Reconcilers.PreemptionReconciler.Withdraw(state, changes, preemption, actor, now);
        return Change(state, changes, instance, request.Action, operationId, actor, now, $"{instance.Name}: {request.Action.Name()} was asked.");
    }

    /// <summary>An action that the lifecycle table allows, whoever wants it.</summary>
    internal static InstanceAccepted Change(
        ClusterState state, ChangeSet changes, InstanceRecord instance, InstanceAction action, OperationId operationId, UserId actor, DateTimeOffset now, string message)
    {
        if (!InstanceLifecycle.TryAct(instance.State, action, out var next, out var desired))
            throw new InvalidOperationException($"{instance.Id} is {instance.State.Name()}: {action.Name()} is not allowed.");
        if (instance.OpenOperation is { } open && state.OpenOperations.TryGetValue(open, out var superseded))
            changes.Update(OperationSteps.Fail(superseded, $"Superseded by {action.Name()}.", now));

        var operation = OperationSteps.Open(operationId, instance, $"instance.{action.Name()}", actor, now, placed: false);
        var changed = instance with
        {
            State = next,
            Desired = desired,
            Generation = instance.Generation.Next(),
            Version = instance.Version + 1,
            Reboots = instance.Reboots + (action is InstanceAction.Reboot ? 1 : 0),
            OpenOperation = operation.Id,
            Fault = null,
            Moves = instance.Moves?.Ended(instance.Generation.Next()).OrNone(),
            RunningSince = null,
            UpdatedAt = now,
        };
        changes.Update(changed);
        changes.Open(operation);
        changes.Emit($"instance.{next.Name()}", changed, operation.Id, actor, now, message);
        changes.Send(changed, now);
        return new InstanceAccepted(changed, operation);
    }

    /// <summary>Replaces the labels; the host is not involved.</summary>
    public static Outcome<InstanceRecord> Label(ClusterState state, ChangeSet changes, LabelInstance request, UserId actor, DateTimeOffset now)
    {
        if (state.Find(request.Project, request.Instance) is not { } instance)
            return Problem.NotFound("instance", request.Instance);
        if (VersionMismatch(instance, request.IfVersion) is { } mismatch)
            return mismatch;

        var changed = instance with { Labels = request.Labels, Version = instance.Version + 1, UpdatedAt = now };
        changes.Update(changed);
        changes.Emit("instance.updated", changed, operation: null, actor, now, $"{changed.Name} has new labels.");
        return changed;
    }

    internal static InstanceRecord NewRecord(
        ClusterState state, Cell cell, CreateOrder order, HostPlacement placement, Scheduler.Pipeline.PlacementExplanation explanation,
        DateTimeOffset now) => new()
        {
            Id = order.Id,
            Project = order.Request.Project,
            Name = order.Request.Name,
            Kind = order.Request.Kind,
            Flavor = order.Request.Flavor,
            Image = order.Request.Image,
            Shape = order.Shape,
            Labels = order.Request.Labels,
            Terms = order.Request.Terms,
            State = InstanceState.Creating,
            Desired = DesiredPower.Running,
            Generation = new Generation(1),
            Version = 1,
            Reboots = 0,
            Cell = cell.Id,
            Zone = cell.Zone,
            Placement = placement,
            Policy = state.Profile.Name,
            Explanation = explanation,
            OpenOperation = order.Operation,
            CreatedBy = order.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };

    internal static Problem GroupFull() => Problem.Invalid(new FieldError("group", $"has {GroupTable.MaxMembers} members", "another group"));

    internal static Problem NameTaken(string name) =>
        Problem.Invalid(new FieldError("name", $"'{name}' is in use in this project", "a name no instance of the project has")) with
        {
            Kind = ProblemKind.NameTaken,
            Detail = $"An instance named '{name}' exists in this project.",
        };

    internal static Problem QuotaExceeded(string resource, long asked, long limit) =>
        new Problem(ProblemKind.QuotaExceeded, $"The project would use {asked} {resource}; its limit is {limit}.")
            .With("quota", new QuotaExcess(resource, asked, limit));

    private static Problem NoCapacity(Scheduler.Pipeline.PlacementExplanation explanation) =>
        new Problem(ProblemKind.NoCapacity, $"None of {explanation.HostsConsidered} hosts can take it.{(explanation.Advice.Count > 0 ? " " + explanation.Advice[0].Describe() : "")}")
            .With("explanation", explanation);

    private static Problem ActionNotAllowed(InstanceRecord instance, InstanceAction action)
    {
        var allowed = InstanceLifecycle.Allowed(instance.State).Select(InstanceLifecycle.Name).ToArray();
        var list = allowed.Length == 0 ? "none" : string.Join(", ", allowed);
        return new Problem(
            ProblemKind.ActionNotAllowed, $"{instance.Name} is {instance.State.Name()}: {action.Name()} is not allowed. Allowed now: {list}.")
            .With("allowedActions", allowed);
    }

    internal static Problem? VersionMismatch(InstanceRecord instance, long? expected) => expected is { } version && version != instance.Version
        ? new Problem(ProblemKind.PreconditionFailed, $"{instance.Name} is at version {instance.Version}, not {version}.")
        : null;
}

/// <summary>Which limit a request would break: the <c>quota</c> member of the problem.</summary>
public sealed record QuotaExcess(string Resource, long Requested, long Limit);
