using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Moves;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Mediator;

namespace Cloud.ControlPlane.Operator.Moves;

public sealed class MigrateInstanceHandler(CellWriter writer, CallContext context, IIdSource ids, ISecretProtector protector)
    : IRequestHandler<MigrateInstance, Outcome<InstanceAccepted>>
{
    public async ValueTask<Outcome<InstanceAccepted>> Handle(MigrateInstance request, CancellationToken cancellationToken)
    {
        var order = new MigrationOrder(request.Instance, request.Host, request.Options, ids.NextOperation(), context.RequiredCaller.User) { IfVersion = request.IfVersion };
        var pending = context.Pending;
        return await writer.DecideAsync((state, changes, now) => changes.Remember(pending, MigrationPlanner.Begin(state, changes, order, now), protector, now));
    }
}

public sealed class CancelMigrationHandler(CellWriter writer, CallContext context) : IRequestHandler<CancelMigration, Outcome<InstanceRecord>>
{
    public async ValueTask<Outcome<InstanceRecord>> Handle(CancelMigration request, CancellationToken cancellationToken)
    {
        var actor = context.RequiredCaller.User;
        return await writer.DecideAsync((state, changes, now) => MigrationPlanner.Cancel(state, changes, request.Instance, actor, now));
    }
}

public sealed class ListMigrationsHandler(CellWriter writer) : IRequestHandler<ListMigrations, Outcome<Page<MigrationStatus>>>
{
    public async ValueTask<Outcome<Page<MigrationStatus>>> Handle(ListMigrations request, CancellationToken cancellationToken) =>
        await writer.ReadAsync<Page<MigrationStatus>>(state =>
        {
            var found = state.Moving.Where(id => request.After is not { } after || id.CompareTo(after) > 0).Order().Take(request.Limit + 1)
                .Select(state.Find).OfType<InstanceRecord>().ToList();
            var items = found.Take(request.Limit).Select(instance => new MigrationStatus(instance, Progress(state, instance))).ToList();
            return new Page<MigrationStatus>(items, found.Count > request.Limit ? items[^1].Instance.Id.ToString() : null);
        });

    private static Hosts.MigrationProgress? Progress(ClusterState state, InstanceRecord instance) =>
        instance.OpenOperation is { } open ? state.OpenOperations.GetValueOrDefault(open)?.Migration : null;
}

public sealed class EvacuateHostHandler(CellWriter writer) : IRequestHandler<EvacuateHost, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(EvacuateHost request, CancellationToken cancellationToken) =>
        await writer.DecideAsync((state, changes, now) => Evacuation.Ask(state, changes, request.Host, now));
}

public sealed class DrainHostHandler(CellWriter writer, CallContext context) : IRequestHandler<DrainHost, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(DrainHost request, CancellationToken cancellationToken)
    {
        var actor = context.RequiredCaller.User;
        return await writer.DecideAsync((state, changes, now) => Drains.Begin(state, changes, request, actor, now));
    }
}

public sealed class PauseDrainHandler(CellWriter writer) : IRequestHandler<PauseDrain, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(PauseDrain request, CancellationToken cancellationToken) =>
        await writer.DecideAsync((state, changes, _) => Drains.Change(state, changes, request.Host, drain => drain with { IsPaused = request.IsPaused }));
}

public sealed class CancelDrainHandler(CellWriter writer) : IRequestHandler<CancelDrain, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(CancelDrain request, CancellationToken cancellationToken) =>
        await writer.DecideAsync((state, changes, _) => Drains.Change(state, changes, request.Host, _ => null));
}
