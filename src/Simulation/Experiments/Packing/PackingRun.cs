using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>
/// An instance placed online by one policy: servers are reused when they have emptied, and powered while they have guests. Requests come by
/// start, then end, then size, which is the order behind the baselines beside the data; who ends at a minute leaves before who starts at it.
/// </summary>
public sealed class PackingRun
{
    /// <summary>Capacity of a server, in the unit of <see cref="PackingItem.Size"/>.</summary>
    public const int Capacity = 100;

    private readonly ExperimentCell _cell;
    private readonly LifetimeForecast? _forecast;
    private readonly Dictionary<string, Server> _servers = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(int Index, HostPlacement Placement), (int End, int Index)> _leaving = new();
    private long _minutes;

    private PackingRun(int servers, PlacementProfile profile, LifetimeForecast? forecast)
    {
        var numa = new NumaNodeDescription(Capacity, ThreadsPerCore: 1, Capacity);
        _cell = new([.. Enumerable.Range(0, servers).Select(index => ExperimentCell.Host(index, "rack-1", numa))], profile);
        _forecast = forecast;
    }

    /// <summary>Places a whole instance.</summary>
    /// <param name="items">The instance.</param>
    /// <param name="profile">The policy.</param>
    /// <param name="forecast">What the policy is told about lifetimes; null when nothing.</param>
    public static PackingResult Of(IReadOnlyCollection<PackingItem> items, PlacementProfile profile, ILifetimeForecast? forecast = null)
    {
        var bound = PackingBound.Of(items);
        // No policy that reuses servers has needed half as many again; one that did would be told so, not stopped short.
        var run = new PackingRun(bound.Servers * 3 / 2 + 8, profile, forecast is null ? null : new(forecast));
        var index = 0;
        foreach (var item in items.OrderBy(item => item.Start).ThenBy(item => item.End).ThenBy(item => item.Size)) run.Add(index++, item);
        run.LeaveUntil(int.MaxValue);
        return new(profile.Name, run._servers.Count, run._minutes, bound);
    }

    private void Add(int index, PackingItem item)
    {
        LeaveUntil(item.Start);
        var request = new PlacementRequest(new(item.Size, item.Size, DiskGib: 0, NumaNodes: 1, CpuPolicy.Shared), OverheadMemoryMib: 0);
        if (_forecast is not null) request = request with { Context = request.Context with { Lifetimes = _forecast.At(index, item) } };
        var placement = _cell.TryPlace(request) ?? throw new InvalidOperationException($"VM {index} found no server: {item}.");
        var host = placement.Host.Value;
        if (!_servers.TryGetValue(host, out var server)) _servers.Add(host, server = new());
        if (server.Guests++ == 0) server.Since = item.Start;
        _forecast?.Add(placement.Host, index, item);
        _leaving.Enqueue((index, placement), (item.End, index));
    }

    private void LeaveUntil(int minute)
    {
        while (_leaving.TryPeek(out var guest, out var key) && key.End <= minute)
        {
            _leaving.Dequeue();
            _cell.Release(guest.Placement);
            _forecast?.Remove(guest.Placement.Host, guest.Index);
            var server = _servers[guest.Placement.Host.Value];
            if (--server.Guests == 0) _minutes += key.End - server.Since;
        }
    }

    private sealed class Server
    {
        public int Guests { get; set; }

        public int Since { get; set; }
    }
}

/// <summary>What a policy made of an instance.</summary>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Servers">Servers ever used.</param>
/// <param name="ServerMinutes">Minutes with guests, summed over servers.</param>
/// <param name="Bound">What no policy can beat.</param>
public sealed record PackingResult(string Policy, int Servers, long ServerMinutes, PackingBound Bound)
{
    /// <summary>Server-minutes over the bound's; 1 would be perfect.</summary>
    public double Ratio => (double)ServerMinutes / Bound.ServerMinutes;
}
