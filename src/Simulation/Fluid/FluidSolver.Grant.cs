using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Who gets how much of the processors: weighted max-min fairness with caps, per NUMA node, then idle threads for guests that may roam.</summary>
internal sealed partial class FluidSolver
{
    /// <summary>Speed of a guest on a thread: its product of slow-downs (9.3).</summary>
    private void Speeds()
    {
        ReadOnlySpan<double> pair = Column(C.PairShare), cpi = Column(C.Cpi), alone = Column(C.CpiAlone), overhead = Column(C.OverheadPerWork);
        ReadOnlySpan<double> memory = Column(C.MemorySlow), switchNs = Column(C.SwitchNs), own = Column(C.OwnThreads);
        var speed = Column(C.Speed);
        var paired = 1 - (_platform.PairThroughput / 2);
        for (var i = 0; i < _rows; i++)
        {
            var switching = own[i] > 0 ? 0 : SwitchesPerSecond(i) * switchNs[i] / 1e9;
            speed[i] = (1 - (pair[i] * paired)) * alone[i] / cpi[i] / ((1 + overhead[i] + memory[i]) * (1 + switching));
        }
    }

    /// <summary>How often a second of its running time ends because others wait for the thread.</summary>
    private double SwitchesPerSecond(int guest)
    {
        var rate = 0.0;
        for (var n = 0; n < _platform.NumaNodes; n++)
            if (_mean[n] > _pool[n] && _pool[n] > 0) rate += Column(C.CpuShare(n))[guest] * 1e9 / _platform.SliceNs(_mean[n] / _pool[n]);
        return rate;
    }

    private void Grant()
    {
        ReadOnlySpan<double> vcpus = Column(C.Vcpus), demand = Column(C.Demand), quota = Column(C.QuotaCpus), own = Column(C.OwnThreads), speed = Column(C.Speed);
        Span<double> granted = Column(C.Granted), full = _d.AsSpan(0, _rows), unmet = _latency.AsSpan(0, _rows), room = _c.AsSpan(0, _rows);
        var runnable = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            full[i] = GuestCompiler.BusyThreads(vcpus[i], demand[i], speed[i]);
            _offered[i] = Math.Min(full[i], quota[i]);
            granted[i] = own[i] > 0 ? Math.Min(_offered[i], Math.Min(own[i], vcpus[i])) : 0;
            runnable += _offered[i];
            unmet[i] = room[i] = 0;
        }

        for (var n = 0; n < _platform.NumaNodes; n++) GrantNode(n, granted, unmet, room);
        Roam(granted, unmet, room);
        Wait(granted, full);
        Publish(Sum(granted), runnable);
    }

    private void GrantNode(int node, Span<double> granted, Span<double> unmet, Span<double> room)
    {
        ReadOnlySpan<double> share = Column(C.CpuShare(node)), weight = Column(C.Weight), own = Column(C.OwnThreads), vcpus = Column(C.Vcpus);
        ReadOnlySpan<double> floats = Column(C.Floats), demand = Column(C.Demand);
        Span<double> caps = _a.AsSpan(0, _rows), weights = _b.AsSpan(0, _rows);
        double busy = _backend[node], given = 0, claimed = 0;
        for (var i = 0; i < _rows; i++)
        {
            caps[i] = own[i] > 0 ? 0 : _offered[i] * share[i];
            weights[i] = weight[i] * share[i];
            busy += own[i] > 0 ? granted[i] * share[i] : 0;
        }

        // What a sleeper loses by finding all threads busy does not make the others faster: they had no claim to it.
        var level = WaterFilling.Level(caps, weights, _pool[node]);
        for (var i = 0; i < _rows; i++)
        {
            if (own[i] > 0) continue;
            var claim = WaterFilling.At(level, caps[i], weights[i]);
            var most = caps[i] / (1 + (_offered[i] / vcpus[i] * (Stretch(_lost[node], demand[i]) - 1)));
            var gets = Math.Min(claim, most);
            granted[i] += gets;
            given += gets;
            claimed += claim;
            unmet[i] += floats[i] * (caps[i] - claim);
            room[i] += floats[i] * (most - gets);
        }

        // Rounding in the level must not create time.
        _pool[node] = Math.Max(0, _pool[node] - claimed);
        _host.Nodes[(node * FluidHost.NodeColumns) + FluidHost.NodeBusy] = busy + given;
    }

    /// <summary>Threads that are idle on one NUMA node take what guests without a cpuset could not run on the others.</summary>
    private void Roam(Span<double> granted, ReadOnlySpan<double> unmet, ReadOnlySpan<double> room)
    {
        var spare = 0.0;
        for (var n = 0; n < _platform.NumaNodes; n++) spare += _pool[n];
        var wanted = Sum(unmet);
        if (spare <= 0 || wanted <= 0) return;
        ReadOnlySpan<double> weight = Column(C.Weight);
        var level = WaterFilling.Level(unmet, weight, spare);
        var moved = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            var gets = Math.Min(room[i], WaterFilling.At(level, unmet[i], weight[i]));
            granted[i] += gets;
            moved += gets;
        }

        for (var n = 0; n < _platform.NumaNodes; n++) _host.Nodes[(n * FluidHost.NodeColumns) + FluidHost.NodeBusy] += moved * _pool[n] / spare;
    }

    /// <summary>
    /// Time that vCPUs stood still: one that gets a of the time it would need sleeps correspondingly less, so it waits 1 − a/d of all time.
    /// </summary>
    private void Wait(ReadOnlySpan<double> granted, ReadOnlySpan<double> full)
    {
        ReadOnlySpan<double> vcpus = Column(C.Vcpus), bytes = Column(C.BytesPerMiss), miss = Column(C.Miss), cpi = Column(C.Cpi), overhead = Column(C.OverheadPerWork);
        Span<double> steal = Column(C.Steal), throttled = Column(C.Throttled), traffic = Column(C.TrafficGBs);
        for (var i = 0; i < _rows; i++)
        {
            throttled[i] = full[i] <= 0 ? 0 : vcpus[i] * (1 - (_offered[i] / full[i]));
            var waits = full[i] <= 0 ? 0 : vcpus[i] * (1 - (granted[i] / full[i]));
            steal[i] = Math.Max(0, waits - throttled[i]);
            traffic[i] = Math.Min(granted[i], _threads[i]) / (1 + overhead[i]) * bytes[i] * miss[i] * _platform.Ghz / cpi[i];
        }
    }
}
