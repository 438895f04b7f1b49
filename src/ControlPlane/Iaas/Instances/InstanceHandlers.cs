using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>Looks up what does not belong to the cell, then lets the writer decide.</summary>
public sealed class CreateInstanceHandler(
    CellWriter writer, AccessDirectory directory, CallContext context, IIdSource ids, ISecretProtector protector)
    : IRequestHandler<CreateInstance, Outcome<InstanceAccepted>>
{
    public async ValueTask<Outcome<InstanceAccepted>> Handle(CreateInstance request, CancellationToken cancellationToken)
    {
        var access = directory.Current;
        var flavor = access.FindFlavor(request.Flavor);
        var errors = CatalogueChecks.Check(request, flavor, access.FindImage(request.Image), writer.Zones).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var shape = request.Override.Of(flavor!.Shape);
        errors.AddRange(CatalogueChecks.CheckShape(flavor.Shape, request.Override));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (access.FindProject(request.Project) is not { } project)
            return Problem.NotFound("project", request.Project);

        var order = new CreateOrder(
            ids.NextInstance(), ids.NextOperation(), request, shape, project.Limit, context.RequiredCaller.User)
        {
            Expected = access.ExpectedGuests,
            Tenant = project.Tenant,
            NextOperation = ids.NextOperation,
        };
        var pending = context.Pending;
        return await writer.DecideAsync((state, changes, now) =>
            changes.Remember(pending, InstancePlanner.Create(state, changes, order, now), protector, now));
    }
}

public sealed class ActOnInstanceHandler(CellWriter writer, CallContext context, IIdSource ids, ISecretProtector protector)
    : IRequestHandler<ActOnInstance, Outcome<InstanceAccepted>>
{
    public async ValueTask<Outcome<InstanceAccepted>> Handle(ActOnInstance request, CancellationToken cancellationToken)
    {
        var operation = ids.NextOperation();
        var actor = context.RequiredCaller.User;
        var pending = context.Pending;
        return await writer.DecideAsync((state, changes, now) =>
            changes.Remember(pending, InstancePlanner.Act(state, changes, request, operation, actor, now), protector, now));
    }
}

public sealed class LabelInstanceHandler(CellWriter writer, CallContext context) : IRequestHandler<LabelInstance, Outcome<InstanceRecord>>
{
    public async ValueTask<Outcome<InstanceRecord>> Handle(LabelInstance request, CancellationToken cancellationToken)
    {
        var actor = context.RequiredCaller.User;
        return await writer.DecideAsync((state, changes, now) => InstancePlanner.Label(state, changes, request, actor, now));
    }
}

public sealed class GetInstanceHandler(ClusterView view) : IRequestHandler<GetInstance, Outcome<InstanceRecord>>
{
    public ValueTask<Outcome<InstanceRecord>> Handle(GetInstance request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<InstanceRecord>>(
            view.Find(request.Project, request.Instance) is { } instance ? instance : Problem.NotFound("instance", request.Instance));
}

public sealed class ListInstancesHandler(ClusterView view) : IRequestHandler<ListInstances, Outcome<Page<InstanceRecord>>>
{
    public ValueTask<Outcome<Page<InstanceRecord>>> Handle(ListInstances request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<Page<InstanceRecord>>>(view.List(request));
}

public sealed class GetOperationHandler(ClusterView view, IClusterStore store, AccessDirectory directory, CallContext context)
    : IRequestHandler<GetOperation, Outcome<OperationRecord>>
{
    public async ValueTask<Outcome<OperationRecord>> Handle(GetOperation request, CancellationToken cancellationToken)
    {
        var operation = view.FindOperation(request.Operation) ?? await store.FindOperationAsync(request.Operation, cancellationToken);
        var verdict = operation is null
            ? AccessVerdict.Hidden
            : directory.Current.Decide(context.RequiredCaller, Permission.InstanceRead, operation.Project);
        return verdict is AccessVerdict.Allowed ? operation! : Problem.NotFound("operation", request.Operation);
    }
}

public sealed class ListOperationsHandler(ClusterView view, IClusterStore store) : IRequestHandler<ListOperations, Outcome<Page<OperationRecord>>>
{
    public async ValueTask<Outcome<Page<OperationRecord>>> Handle(ListOperations request, CancellationToken cancellationToken)
    {
        var stored = await store.ListOperationsAsync(request.Project, request.Instance, request.Before, request.Limit + 1, cancellationToken);
        var items = stored.Take(request.Limit).Select(operation => view.FindOperation(operation.Id) ?? operation).ToList();
        return new Page<OperationRecord>(items, stored.Count > request.Limit ? items[^1].Id.ToString() : null);
    }
}

public sealed class ListEventsHandler(IClusterStore store) : IRequestHandler<ListEvents, Outcome<Page<EventRecord>>>
{
    public async ValueTask<Outcome<Page<EventRecord>>> Handle(ListEvents request, CancellationToken cancellationToken)
    {
        var stored = await store.ReadRecentEventsAsync(request.Project, request.Instance, request.Before, request.Limit + 1, cancellationToken);
        var items = stored.Take(request.Limit).ToList();
        return new Page<EventRecord>(
            items, stored.Count > request.Limit ? items[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}

/// <summary>Opens a stream that ends by itself when the caller loses access.</summary>
public sealed class FollowEventsHandler(EventFeed feed, AccessDirectory directory, CallContext context)
    : IRequestHandler<FollowEvents, Outcome<IAsyncEnumerable<EventRecord>>>
{
    public ValueTask<Outcome<IAsyncEnumerable<EventRecord>>> Handle(FollowEvents request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(FollowAsync(request, context.RequiredCaller, cancellationToken)));

    private async IAsyncEnumerable<EventRecord> FollowAsync(
        FollowEvents request, Caller caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = directory.Version;
        await foreach (var happened in feed.FollowAsync(request.Project, request.After, cancellation))
        {
            if (directory.Version != version)
            {
                version = directory.Version;
                if (!MayStillRead(request, caller))
                    yield break;
            }

            yield return happened;
        }
    }

    private bool MayStillRead(FollowEvents request, Caller caller)
    {
        var access = directory.Current;
        return access.FindUser(caller.User) is { IsDisabled: false }
            && (caller.Token is not { } token || access.FindToken(token) is not null)
            && access.Decide(caller, Permission.InstanceRead, request.Project) is AccessVerdict.Allowed;
    }
}
