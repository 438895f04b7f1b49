using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// Solves one host for one tick. The order of the stages follows what depends on what: devices, the threads that guests offer, contention
/// for cores, caches and memory bandwidth, memory reclaim, and at last who gets how much of the processors. Contention is computed from what
/// guests offer, not from what they are granted: otherwise a guest could become faster because a newcomer starves its noisy neighbour.
/// Works in buffers of its own; allocates only when a host is larger than any before.
/// </summary>
internal sealed partial class FluidSolver
{
    private FluidHost _host = null!;
    private FluidPlatform _platform = null!;
    private int _rows;

    // Per guest.
    private double[] _a = [];
    private double[] _b = [];
    private double[] _c = [];
    private double[] _d = [];
    private double[] _offered = [];
    private double[] _threads = [];
    private double[] _latency = [];
    private double[] _perFactor = [];
    private double[] _limit = [];
    private int[] _order = [];

    // Per NUMA node.
    private double[] _room = [];
    private double[] _pool = [];
    private double[] _mean = [];
    private double[] _most = [];
    private double[] _pair = [];
    private double[] _lost = [];
    private double[] _backend = [];

    private double _backendThreads;
    private double _networkLoad;
    private double _diskLoad;
    private double _used;

    /// <summary>Solves; false when the host would change further although nothing is done to it, because memory is still moving.</summary>
    public bool Solve(FluidHost host, double seconds)
    {
        _host = host;
        _platform = host.Platform;
        _rows = host.Rows;
        Reserve();
        Devices();
        Offer();
        Crowd();
        Caches();
        Bandwidth();
        var settled = Reclaim(seconds);
        Speeds();
        Grant();
        return settled;
    }

    private Span<double> Column(int column) => _host.Column(column);

    private void Reserve()
    {
        if (_a.Length < _rows)
        {
            var size = Math.Max(16, _rows * 2);
            (_a, _b, _c, _d) = (new double[size], new double[size], new double[size], new double[size]);
            (_offered, _threads, _latency, _order) = (new double[size], new double[size], new double[size], new int[size]);
            (_perFactor, _limit) = (new double[size], new double[size]);
        }

        var nodes = _platform.NumaNodes;
        if (_pool.Length >= nodes) return;
        (_room, _pool, _mean, _most) = (new double[nodes], new double[nodes], new double[nodes], new double[nodes]);
        (_pair, _lost, _backend) = (new double[nodes], new double[nodes], new double[nodes]);
    }

    /// <summary>What the host looks like after the tick.</summary>
    private void Publish(double granted, double runnable)
    {
        var threads = _platform.Threads;
        var pressure = _host.HostState.Pressure;
        var watts = _platform.Profile.Power.At((granted + _backendThreads) / threads);
        _host.HostState = new FluidHostState(
            threads, granted, _backendThreads, runnable, _networkLoad, _diskLoad, _used, _platform.MemoryBytes - _used, pressure, watts);
    }

    private void Enter(PressureState pressure) => _host.HostState = _host.HostState with { Pressure = pressure };

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
