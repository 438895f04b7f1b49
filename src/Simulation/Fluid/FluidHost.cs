using Cloud.Domain.Hardware.Costs.Memory;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// One host in closed form: guests and what the last tick found. Guests are kept in the order of their ids, one column per number, so
/// that the order in which they came leaves no trace. A tick allocates nothing. Not thread-safe.
/// </summary>
public sealed partial class FluidHost
{
    private static readonly int[] FollowsDemand = [C.Demand, C.OverheadPerWork, C.Offered, C.CacheWeight];
    private readonly FluidFleet _fleet;
    private double[] _data = [];
    private long[] _ids = [];
    private int _capacity;

    internal FluidHost(FluidFleet fleet, FluidPlatform platform)
    {
        _fleet = fleet;
        Platform = platform;
        Nodes = new double[NodeColumns * (platform.NumaNodes + platform.Links)];
        SettledSeconds = fleet.Seconds;
        HostState = new FluidHostState(platform.Threads, 0, 0, 0, 0, 0, 0, platform.MemoryBytes, PressureState.High, platform.Profile.Power.IdleWatts);
        fleet.MarkDirty(this);
    }

    /// <summary>What kind of host it is.</summary>
    public FluidPlatform Platform { get; }

    /// <summary>Guests on it.</summary>
    public int Count { get; private set; }

    /// <summary>What the last tick found for the host.</summary>
    public FluidHostState State => HostState;

    /// <summary>Energy since it was added, joules; up to the fleet's last tick.</summary>
    public double EnergyJoules => SettledJoules + (HostState.Watts * (_fleet.Seconds - SettledSeconds));

    /// <summary>Ids of its guests, ascending.</summary>
    public ReadOnlySpan<long> Guests => _ids.AsSpan(0, Count);

    internal bool Dirty { get; set; }
    internal int FleetIndex { get; set; } = -1;
    internal FluidHostState HostState;
    internal double SettledJoules;
    internal double SettledSeconds;
    internal double[] Nodes { get; }

    /// <summary>Rows per column, a multiple of the vector width; rows beyond <see cref="Count"/> are neutral.</summary>
    internal int Rows => (Count + 3) & ~3;

    /// <summary>A column, padded to whole vectors.</summary>
    internal Span<double> Column(int column) => _data.AsSpan(column * _capacity, Rows);

    /// <summary>Adds a guest; throws when the id is taken or the guest cannot be on this host.</summary>
    public void Add(long id, FluidGuest guest)
    {
        Owned();
        var at = Array.BinarySearch(_ids, 0, Count, id);
        if (at >= 0) throw new ArgumentException($"Guest {id} is on this host already.", nameof(id));
        Span<double> row = stackalloc double[Platform.Columns.Count];
        row.Clear();
        GuestCompiler.Compile(Platform, guest, row);
        CheckRoom(row, -1);
        Open(~at);
        _ids[~at] = id;
        Write(~at, row);
        Changed();
    }

    /// <summary>Replaces what a guest asks for; what was reclaimed from it stays reclaimed. Throws when there is no such guest.</summary>
    public void Update(long id, FluidGuest guest)
    {
        var at = Find(id);
        Span<double> row = stackalloc double[Platform.Columns.Count];
        Read(at, row);
        GuestCompiler.Compile(Platform, guest, row);
        CheckRoom(row, at);
        Write(at, row);
        Changed();
    }

    /// <summary>Changes how busy a guest's vCPUs are, and nothing else: cheap.</summary>
    public void SetDemand(long id, double demand)
    {
        if (demand is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(demand), demand, "Must be 0 to 1.");
        var at = Find(id);
        if (At(C.Demand, at).Equals(demand)) return;
        Span<double> row = stackalloc double[Platform.Columns.Count];
        Read(at, row);
        GuestCompiler.SetDemand(row, demand);
        foreach (var column in FollowsDemand) At(column, at) = row[column];
        Owned().MarkDirty(this);
    }

    /// <summary>Takes a guest off; throws when there is no such guest.</summary>
    public void Remove(long id)
    {
        var at = Find(id);
        for (var column = 0; column < Platform.Columns.Count; column++)
        {
            var values = _data.AsSpan(column * _capacity, Count);
            values[(at + 1)..].CopyTo(values[at..]);
            values[^1] = Neutral(column);
        }

        _ids.AsSpan((at + 1)..Count).CopyTo(_ids.AsSpan(at));
        Count--;
        Changed();
    }

    /// <summary>True when the guest is on this host.</summary>
    public bool Contains(long id) => Array.BinarySearch(_ids, 0, Count, id) >= 0;

    private void Changed()
    {
        SharePages();
        Owned().MarkDirty(this);
    }

    private FluidFleet Owned() => FleetIndex >= 0 ? _fleet : throw new InvalidOperationException("The host has left its fleet.");

    private int Find(long id)
    {
        Owned();
        var at = Array.BinarySearch(_ids, 0, Count, id);
        return at >= 0 ? at : throw new ArgumentException($"Guest {id} is not on this host.", nameof(id));
    }

    /// <summary>Refuses what cannot be there together at all; how much may be promised is the scheduler's business.</summary>
    private void CheckRoom(ReadOnlySpan<double> row, int replaces)
    {
        var overhead = row[C.Overhead] + Platform.Options.ReservedBytes;
        for (var i = 0; i < Count; i++)
            if (i != replaces) overhead += At(C.Overhead, i);
        if (overhead > Platform.MemoryBytes) throw new ArgumentException($"Host and VMMs need {overhead:F0} bytes of {Platform.MemoryBytes:F0}.", nameof(row));
        for (var n = 0; n < Platform.NumaNodes; n++)
        {
            var own = row[C.OwnThreads] * row[C.CpuShare(n)];
            for (var i = 0; i < Count; i++)
                if (i != replaces) own += At(C.OwnThreads, i) * At(C.CpuShare(n), i);
            if (own > Platform.ThreadsPerNode + 1e-9)
                throw new ArgumentException($"{own} dedicated threads on NUMA node {n}, which has {Platform.ThreadsPerNode}.", nameof(row));
        }
    }
}
