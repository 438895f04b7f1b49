using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Mediator;

namespace Cloud.ControlPlane.Operator.Faults;

public sealed class InjectFaultHandler(FaultDesk desk, CallContext context) : IRequestHandler<InjectFault, Outcome<FaultRecord>>
{
    public ValueTask<Outcome<FaultRecord>> Handle(InjectFault request, CancellationToken cancellationToken) => ValueTask.FromResult<Outcome<FaultRecord>>(
        desk.Inject([request], context.RequiredCaller.User, drill: null).TryGet(out var injected, out var problem) ? injected[0] : problem);
}

public sealed class ListFaultsHandler(FaultDesk desk) : IRequestHandler<ListFaults, Outcome<Page<FaultRecord>>>
{
    public ValueTask<Outcome<Page<FaultRecord>>> Handle(ListFaults request, CancellationToken cancellationToken)
    {
        var matching = desk.List().Where(fault => request.IsActive is not { } active || active == fault.EndedAt is null);
        if (request.After is { } after) matching = matching.SkipWhile(fault => fault.Id != after).Skip(1);
        var page = matching.Take(request.Limit + 1).ToList();
        IReadOnlyList<FaultRecord> items = [.. page.Take(request.Limit)];
        return ValueTask.FromResult<Outcome<Page<FaultRecord>>>(new Page<FaultRecord>(items, page.Count > request.Limit ? items[^1].Id.ToString() : null));
    }
}

public sealed class GetFaultHandler(FaultDesk desk) : IRequestHandler<GetFault, Outcome<FaultRecord>>
{
    public ValueTask<Outcome<FaultRecord>> Handle(GetFault request, CancellationToken cancellationToken) => ValueTask.FromResult<Outcome<FaultRecord>>(
        desk.List().FirstOrDefault(fault => fault.Id == request.Fault) is { } fault ? fault : Problem.NotFound("fault", request.Fault));
}

public sealed class HealFaultHandler(FaultDesk desk, CallContext context) : IRequestHandler<HealFault, Outcome<Done>>
{
    public ValueTask<Outcome<Done>> Handle(HealFault request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(desk.Heal(request.Fault, context.RequiredCaller.User));
}

public sealed class ListDrillsHandler : IRequestHandler<ListDrills, Outcome<IReadOnlyList<Drill>>>
{
    public ValueTask<Outcome<IReadOnlyList<Drill>>> Handle(ListDrills request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(Drills.All));
}

/// <summary>Strikes where it hurts: the stage is set by where the instances are now.</summary>
public sealed class StartDrillHandler(FaultDesk desk, CellWriter writer, RegionDescription region, CallContext context)
    : IRequestHandler<StartDrill, Outcome<IReadOnlyList<FaultRecord>>>
{
    public async ValueTask<Outcome<IReadOnlyList<FaultRecord>>> Handle(StartDrill request, CancellationToken cancellationToken)
    {
        if (Drills.Find(request.Name) is not { } drill)
            return Problem.NotFound("drill", request.Name);
        if (request.Zone is { } zone && !writer.Zones.Contains(zone))
            return Problem.Invalid(new FieldError("zone", $"there is no zone '{zone}'", string.Join(", ", writer.Zones)));

        var read = await writer.ReadAsync<DrillStage>(state => Stage(state, request.Zone));
        if (!read.TryGet(out var stage, out var problem))
            return problem;
        var duration = request.DurationSeconds ?? drill.DurationSeconds;
        return desk.Inject([.. drill.Faults(stage).Select(fault => new InjectFault(fault.Kind, fault.Target, fault.Ask, duration))], context.RequiredCaller.User, drill.Name);
    }

    private DrillStage Stage(ClusterState state, ZoneId? only)
    {
        var instances = state.Instances.Values.GroupBy(instance => instance.Placement.Host).ToDictionary(group => group.Key, group => group.Count());
        int On(IEnumerable<HostDescription> hosts) => hosts.Sum(host => instances.GetValueOrDefault(host.Id));
        // Stable sorts: of equals, the first of the region file.
        var zone = region.Hosts.Where(host => only is null || host.Zone == only).GroupBy(host => host.Zone).OrderByDescending(On).First();
        var rack = zone.GroupBy(host => host.Rack, StringComparer.Ordinal).OrderByDescending(On).First();
        return new(zone.Key, rack.Key, rack.OrderByDescending(host => instances.GetValueOrDefault(host.Id)).First().Id);
    }
}
