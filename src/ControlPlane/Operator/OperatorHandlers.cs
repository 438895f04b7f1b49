using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Placement;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>Hosts in file order, with their use read from the writer's ledger.</summary>
public sealed class ListHostsHandler(CellWriter writer, RegionDescription region, FaultDesk faults) : IRequestHandler<ListHosts, Outcome<Page<HostStatus>>>
{
    public async ValueTask<Outcome<Page<HostStatus>>> Handle(ListHosts request, CancellationToken cancellationToken)
    {
        if (request.Zone is { } zone && !writer.Zones.Contains(zone))
            return Problem.Invalid(new FieldError("zone", $"there is no zone '{zone}'", string.Join(", ", writer.Zones)));

        var matching = region.Hosts.Where(host => request.Zone is null || host.Zone == request.Zone);
        if (request.After is { } after)
            matching = matching.SkipWhile(host => !string.Equals(host.Id.Value, after, StringComparison.Ordinal)).Skip(1);
        var page = matching.Take(request.Limit + 1).ToList();
        var wrong = faults.ByHost();
        return await writer.ReadAsync<Page<HostStatus>>(state =>
        {
            var items = page.Take(request.Limit).Select(host => Status(state, host) with { Faults = [.. wrong[host.Id]] }).ToList();
            return new Page<HostStatus>(items, page.Count > request.Limit ? items[^1].Description.Id.Value : null);
        });
    }

    internal static HostStatus Status(ClusterState state, HostDescription host) =>
        new(host, state.Cells.First(cell => cell.Zone == host.Zone).Ledger.Use(host.Id))
        {
            Cordon = state.CordonOf(host.Id),
            Health = state.HealthOf(host.Id),
            HeardAt = state.Pulses.Of(host.Id, state.Region.Live) is { TickNs: not null } pulse ? pulse.HeardAt : null,
            Drain = Core.Moves.Drains.Of(state, host.Id),
        };
}

public sealed class GetHostHandler(CellWriter writer, RegionDescription region, FaultDesk faults) : IRequestHandler<GetHost, Outcome<HostDetail>>
{
    public async ValueTask<Outcome<HostDetail>> Handle(GetHost request, CancellationToken cancellationToken)
    {
        if (region.Hosts.FirstOrDefault(host => host.Id == request.Host) is not { } host)
            return Problem.NotFound("host", request.Host);

        return await writer.ReadAsync<HostDetail>(state => new HostDetail(
            ListHostsHandler.Status(state, host) with { Faults = [.. faults.ByHost()[host.Id]] },
            region.Pools[host.Pool],
            [.. state.Instances.Values.Where(instance => instance.Placement.Host == host.Id).OrderBy(instance => instance.Id)]));
    }
}

public sealed class ListZonesHandler(RegionDescription region) : IRequestHandler<ListZones, Outcome<IReadOnlyList<ZoneStatus>>>
{
    public ValueTask<Outcome<IReadOnlyList<ZoneStatus>>> Handle(ListZones request, CancellationToken cancellationToken)
    {
        IReadOnlyList<ZoneStatus> zones =
            [.. region.Zones.Select(zone => new ZoneStatus(zone.Id, region.Hosts.Count(host => host.Zone == zone.Id)))];
        return ValueTask.FromResult(Outcomes.Of(zones));
    }
}

public sealed class GetRegionHandler(CellWriter writer, RegionDescription region) : IRequestHandler<GetRegion, Outcome<RegionStatus>>
{
    public async ValueTask<Outcome<RegionStatus>> Handle(GetRegion request, CancellationToken cancellationToken) =>
        await writer.ReadAsync<RegionStatus>(state =>
        {
            var (vcpus, vcpuCapacity, memory, memoryCapacity) = (0L, 0L, 0L, 0L);
            foreach (var numaNode in state.Cells.SelectMany(cell => cell.Ledger.Hosts.Select(host => cell.Ledger.Use(host.Id))).SelectMany(use => use.NumaNodes))
            {
                vcpus += numaNode.VcpusUsed;
                vcpuCapacity += numaNode.VcpusCapacity;
                memory += numaNode.MemoryUsedMib;
                memoryCapacity += numaNode.MemoryCapacityMib;
            }

            return new RegionStatus(
                region.Name, state.Profile.Name, region.Speed, region.Hosts.Count, state.Instances.Count, vcpus, vcpuCapacity, memory, memoryCapacity);
        });
}
