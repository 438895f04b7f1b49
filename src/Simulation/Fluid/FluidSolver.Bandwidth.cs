using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cloud.Domain.Hardware.Costs.Isolation;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// Memory controllers and links (8.7, 9.2). Traffic slows itself down: a miss takes longer the busier its controller is, and a guest that
/// waits misses less often. For each of them one number solves that, the factor on the idle latency at which the traffic it lets through
/// is the utilisation that causes it.
/// </summary>
internal sealed partial class FluidSolver
{
    private const int BisectionSteps = 14;
    private static readonly double LoadMax = IsolationConstants.LoadMax;
    private static readonly double LatencyMax = MemoryLoad.LatencyFactor(LoadMax);

    private void Bandwidth()
    {
        var columns = _platform.Columns;
        var latency = _latency.AsSpan(0, _rows);
        latency.Clear();
        for (var n = 0; n < _platform.NumaNodes; n++) Accumulate(latency, Column(columns.LatencyPart(n)), 1);
        WorstMoment(Intensities(latency));
        Span<double> cpi = Column(C.Cpi), slow = _d.AsSpan(0, _rows);
        latency.CopyTo(slow);
        for (var n = 0; n < _platform.NumaNodes; n++)
        {
            ReadOnlySpan<double> part = Column(columns.LatencyPart(n));
            var factor = Solve(latency, part, Column(columns.MemoryShare(n)), _platform.BandwidthGBs(n), out var load);
            Accumulate(slow, part, factor - 1);
            Note(n, load, load * _platform.BandwidthGBs(n), factor);
        }

        for (var link = 0; link < _platform.Links; link++)
        {
            ReadOnlySpan<double> share = Column(columns.LinkShare(link));
            if (_platform.LinkGBs <= 0) continue;
            var remote = _a.AsSpan(0, _rows);
            RemoteLatency(share, remote);
            var factor = Solve(latency, remote, share, _platform.LinkGBs, out var load);
            Accumulate(slow, remote, factor - 1);
            Note(_platform.NumaNodes + link, load, load * _platform.LinkGBs, factor);
        }

        Instructions(slow, cpi);
    }

    private void Note(int row, double load, double gbs, double factor)
    {
        var values = _host.Nodes.AsSpan(row * FluidHost.NodeColumns, FluidHost.NodeColumns);
        values[FluidHost.NodeLoad] = load;
        values[FluidHost.NodeGBs] = gbs;
        values[FluidHost.NodeFactor] = factor;
    }

    private void RemoteLatency(ReadOnlySpan<double> share, Span<double> remote)
    {
        var far = _platform.LatencyNs(0, _platform.NumaNodes - 1);
        for (var i = 0; i < _rows; i++) remote[i] = share[i] * far;
    }

    /// <summary>Traffic of one thread of each guest on idle memory, GB/s. Into <see cref="_a"/>.</summary>
    private ReadOnlySpan<double> Intensities(ReadOnlySpan<double> latency)
    {
        ReadOnlySpan<double> bytes = Column(C.BytesPerMiss), miss = Column(C.Miss), hit = Column(C.HitCycles), perNs = Column(C.MissCyclesPerNs);
        ReadOnlySpan<double> cpiBase = Column(C.CpiBase);
        var intensity = _a.AsSpan(0, _rows);
        for (var i = 0; i < _rows; i++)
        {
            var fixedCycles = cpiBase[i] + ((1 - miss[i]) * hit[i]);
            intensity[i] = bytes[i] * miss[i] * _platform.Ghz / (fixedCycles + (miss[i] * perNs[i] * latency[i]));
        }

        return intensity;
    }

    /// <summary>
    /// The factor on the idle latency of one resource that carries <paramref name="share"/> of each guest's accesses, which make up
    /// <paramref name="part"/> ns of its mean latency; all other resources are taken as idle, so the answer is on the safe side.
    /// </summary>
    private double Solve(ReadOnlySpan<double> latency, ReadOnlySpan<double> part, ReadOnlySpan<double> share, double capacity, out double load)
    {
        ReadOnlySpan<double> bytes = Column(C.BytesPerMiss), miss = Column(C.Miss), hit = Column(C.HitCycles), perNs = Column(C.MissCyclesPerNs);
        ReadOnlySpan<double> cpiBase = Column(C.CpiBase), cap = Column(C.BandwidthCap);
        Span<double> a = _b.AsSpan(0, _rows), b = _c.AsSpan(0, _rows), c = _perFactor.AsSpan(0, _rows), most = _limit.AsSpan(0, _rows);
        var flows = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            var perLatency = miss[i] * perNs[i];
            a[i] = _threads[i] * bytes[i] * miss[i] * _platform.Ghz * share[i] / capacity;
            b[i] = cpiBase[i] + ((1 - miss[i]) * hit[i]) + (perLatency * (latency[i] - part[i]));
            c[i] = perLatency * part[i];
            most[i] = share[i] <= 0 ? 0 : cap[i] * share[i] / capacity;
            flows += a[i];
        }

        load = 0;
        if (flows <= 0) return 1;
        if (Load(a, b, c, most, LatencyMax) > LoadMax) return Saturated(a, b, c, most, out load);
        double low = 0, high = LoadMax;
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (Load(a, b, c, most, MemoryLoad.LatencyFactor(middle)) > middle) low = middle;
            else high = middle;
        }

        load = low;
        return MemoryLoad.LatencyFactor(low);
    }

    /// <summary>Beyond saturation everybody waits as long as it takes for the traffic to fit; found in 1/factor.</summary>
    private static double Saturated(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> most, out double load)
    {
        double low = 0, high = 1 / LatencyMax;
        for (var step = 0; step < 2 * BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (middle > 0 && Load(a, b, c, most, 1 / middle) > LoadMax) high = middle;
            else low = middle;
        }

        var factor = 1 / Math.Max(low, 1e-6);
        load = Math.Min(LoadMax, Load(a, b, c, most, factor));
        return factor;
    }

    /// <summary>Utilisation at a factor on the latency: <c>Σ min(a/(b + c factor), most)</c>, four guests at a time in a fixed order.</summary>
    private static double Load(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> most, double factor)
    {
        var sum = Vector256<double>.Zero;
        var scale = Vector256.Create(factor);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var c0 = ref MemoryMarshal.GetReference(c);
        ref var most0 = ref MemoryMarshal.GetReference(most);
        for (nuint i = 0; i < (nuint)a.Length; i += 4)
        {
            var cycles = Vector256.LoadUnsafe(ref b0, i) + (Vector256.LoadUnsafe(ref c0, i) * scale);
            sum += Vector256.Min(Vector256.LoadUnsafe(ref a0, i) / cycles, Vector256.LoadUnsafe(ref most0, i));
        }

        return sum.GetElement(0) + sum.GetElement(1) + (sum.GetElement(2) + sum.GetElement(3));
    }

    /// <summary>Cycles per instruction with contention, and the bandwidth of classes that have a cap.</summary>
    private void Instructions(ReadOnlySpan<double> slow, Span<double> cpi)
    {
        ReadOnlySpan<double> miss = Column(C.Miss), hit = Column(C.HitCycles), perNs = Column(C.MissCyclesPerNs), bytes = Column(C.BytesPerMiss);
        ReadOnlySpan<double> cpiBase = Column(C.CpiBase), cap = Column(C.BandwidthCap), overhead = Column(C.OverheadPerWork);
        for (var i = 0; i < _rows; i++)
        {
            var cycles = cpiBase[i] + ((1 - miss[i]) * hit[i]) + (miss[i] * perNs[i] * slow[i]);
            var wanted = _offered[i] / (1 + overhead[i]) * bytes[i] * miss[i] * _platform.Ghz;
            cpi[i] = wanted > cap[i] * cycles && cap[i] > 0 ? wanted / cap[i] : cycles;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Span<double> sum, ReadOnlySpan<double> values, double scale)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += values[i] * scale;
    }
}
