using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Guests;

/// <summary>Tells telemetry what the hosts that were solved in a tick measure; the others go on as they were.</summary>
internal sealed class Telling(ITelemetrySink sink)
{
    private readonly List<LiveHost> _solved = [];
    private readonly List<LiveHost> _down = [];
    private InstanceSample[] _instances = new InstanceSample[16];
    private NumaNodeSample[] _nodes = new NumaNodeSample[8];

    /// <summary>Called before a tick: who is going to be solved.</summary>
    public void Note(ReadOnlySpan<LiveHost?> hosts)
    {
        _solved.Clear();
        foreach (var host in hosts)
            if (host is { IsDown: false, Fluid.Dirty: true }) _solved.Add(host);
    }

    /// <summary>A host lost its power or got it back.</summary>
    public void Turned(LiveHost host)
    {
        if (host.IsDown) _down.Add(host);
        else _down.Remove(host);
    }

    /// <summary>Called after the tick.</summary>
    public void Tell(DateTimeOffset end, double seconds)
    {
        sink.BeginTick(end, seconds);
        foreach (var host in _down) sink.Lost(host.Id);
        _down.Clear();
        foreach (var host in _solved) Tell(host);
        sink.EndTick();
    }

    private void Tell(LiveHost host)
    {
        var fluid = host.Fluid;
        var nodes = fluid.Platform.NumaNodes;
        if (_nodes.Length < nodes) _nodes = new NumaNodeSample[nodes];
        for (var node = 0; node < nodes; node++)
        {
            var state = fluid.NodeState(node);
            _nodes[node] = new((float)state.Utilisation, (float)state.MemoryLoad, (float)(state.MemoryGBs * 1e9), (float)state.LatencyFactor);
        }

        var guests = host.Guests;
        if (_instances.Length < guests.Length) _instances = new InstanceSample[guests.Length * 2];
        for (var i = 0; i < guests.Length; i++)
        {
            _instances[i].Instance = guests[i].Instance;
            Sample(fluid.GuestStateAt(i), ref _instances[i]);
        }

        sink.Host(host.Id, Sample(fluid.State), _nodes.AsSpan(0, nodes), _instances.AsSpan(0, guests.Length));
    }

    private static HostSample Sample(in FluidHostState state) => new()
    {
        [HostMetric.Threads] = (float)state.Capacity,
        [HostMetric.CpuGranted] = (float)state.Granted,
        [HostMetric.CpuBackends] = (float)state.Backends,
        [HostMetric.CpuRunnable] = (float)state.Runnable,
        [HostMetric.NetworkLoad] = (float)state.NetworkLoad,
        [HostMetric.DiskLoad] = (float)state.DiskLoad,
        [HostMetric.MemoryUsed] = (float)state.UsedBytes,
        [HostMetric.MemoryFree] = (float)state.FreeBytes,
        [HostMetric.MemoryPressure] = (float)state.Pressure,
        [HostMetric.Power] = (float)state.Watts,
    };

    private static void Sample(in FluidGuestState state, ref InstanceSample sample)
    {
        sample[InstanceMetric.CpuGranted] = (float)state.CpuGranted;
        sample[InstanceMetric.CpuSteal] = (float)state.Steal;
        sample[InstanceMetric.CpuThrottled] = (float)state.Throttled;
        sample[InstanceMetric.CpuReady] = (float)state.StealShare;
        sample[InstanceMetric.CpuSpeed] = (float)state.Speed;
        sample[InstanceMetric.Exits] = (float)state.Exits;
        sample[InstanceMetric.TlbMisses] = (float)state.TlbMisses;
        sample[InstanceMetric.NumaLocal] = (float)state.Memory.LocalShare;
        sample[InstanceMetric.CacheBytes] = (float)state.Memory.CacheBytes;
        sample[InstanceMetric.CacheMissRatio] = (float)state.Memory.MissRatio;
        sample[InstanceMetric.CyclesPerInstruction] = (float)state.Memory.Cpi;
        sample[InstanceMetric.MemoryTraffic] = (float)(state.Memory.TrafficGBs * 1e9);
        sample[InstanceMetric.Contention] = (float)state.Memory.ContentionSlowdown;
        sample[InstanceMetric.MemoryResident] = (float)state.Pages.Resident;
        sample[InstanceMetric.MemoryShared] = (float)state.Pages.Shared;
        sample[InstanceMetric.MemoryBallooned] = (float)state.Pages.Ballooned;
        sample[InstanceMetric.MemoryCompressed] = (float)state.Pages.Compressed;
        sample[InstanceMetric.MemorySwapped] = (float)state.Pages.Swapped;
        sample[InstanceMetric.MemoryMissing] = (float)state.Pages.Missing;
        sample[InstanceMetric.MemoryWait] = (float)state.Pages.Slowdown;
        sample[InstanceMetric.NetworkPackets] = (float)state.Network.PerSecond;
        sample[InstanceMetric.NetworkBytes] = (float)(state.Network.BitsPerSecond / 8);
        sample[InstanceMetric.NetworkLatency] = (float)(state.Network.LatencyUs / 1e6);
        sample[InstanceMetric.DiskOperations] = (float)state.Disk.PerSecond;
        sample[InstanceMetric.DiskBytes] = (float)(state.Disk.BitsPerSecond / 8);
        sample[InstanceMetric.DiskLatency] = (float)(state.Disk.LatencyUs / 1e6);
    }
}
