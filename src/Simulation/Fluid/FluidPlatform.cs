using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Servers;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// One kind of host in one firmware mode, as numbers: the same profile and constants that <see cref="MachineParameters.Of"/> reads, for many
/// hosts to share. Immutable.
/// </summary>
public sealed partial class FluidPlatform
{
    private readonly double[] _latencyNs;
    private readonly double[] _bandwidthGBs;

    /// <summary>Compiles a profile.</summary>
    /// <param name="profile">The host.</param>
    /// <param name="mode">Its NUMA mode; null for the profile's first.</param>
    /// <param name="options">Set-up; null for the default.</param>
    public FluidPlatform(HardwareProfile profile, NumaMode? mode = null, FluidOptions? options = null)
    {
        Profile = profile;
        Mode = mode ?? profile.DefaultNumaMode;
        Options = options ?? new FluidOptions();
        NumaNodes = Mode.Nodes.Count;
        Ghz = profile.Clock.AllCoreGhz;
        ThreadsPerCore = profile.ThreadsPerCore;
        CoresPerNode = Mode.Nodes[0].Cores;
        ThreadsPerNode = CoresPerNode * ThreadsPerCore;
        PairThroughput = ThreadsPerCore == 1 ? 1 : Parallelism.SmtFactor(Options.StallFraction);
        Table = ExitTable.FindTable(profile.ExitTable);
        MemoryBytes = Mode.Nodes.Sum(node => node.MemoryMib) * ModelUnits.MiB;
        CompileCaches(profile);
        _latencyNs = [.. Enumerable.Range(0, NumaNodes).SelectMany(i => Mode.LatencyNs.Row(i).ToArray())];
        _bandwidthGBs = [.. Enumerable.Range(0, NumaNodes).Select(i => Mode.BandwidthGBs[i, i])];
        Links = Math.Max(0, profile.Sockets * (profile.Sockets - 1));
        CompileDevices(profile.Pcie);
        CompileScheduler();
        Columns = new GuestColumns(NumaNodes, Links);
    }

    /// <summary>The host.</summary>
    public HardwareProfile Profile { get; }

    /// <summary>Its NUMA mode.</summary>
    public NumaMode Mode { get; }

    /// <summary>How it is set up.</summary>
    public FluidOptions Options { get; }

    /// <summary>NUMA nodes.</summary>
    public int NumaNodes { get; }

    /// <summary>Directed links between sockets; link (from, to) is number <c>from (sockets − 1) + to − [to &gt; from]</c>.</summary>
    public int Links { get; }

    /// <summary>Hardware threads of one NUMA node.</summary>
    public int ThreadsPerNode { get; }

    /// <summary>Hardware threads of the host.</summary>
    public int Threads => ThreadsPerNode * NumaNodes;

    /// <summary>Physical memory, bytes.</summary>
    public double MemoryBytes { get; }

    /// <summary>Core clock, GHz.</summary>
    internal double Ghz { get; }

    internal int ThreadsPerCore { get; }
    internal int CoresPerNode { get; }

    /// <summary>Throughput of a core with both threads busy, relative to one.</summary>
    internal double PairThroughput { get; }

    internal ExitTable? Table { get; }
    internal GuestColumns Columns { get; }

    /// <summary>Last-level cache of one NUMA node, of one cache instance, their ways and latency.</summary>
    internal double NodeCacheBytes { get; private set; }

    internal double ComplexCacheBytes { get; private set; }
    internal int ThreadsPerComplex { get; private set; }
    internal int CacheWays { get; private set; }
    internal double CacheNs { get; private set; }

    /// <summary>Private cache levels, for the refill after a switch.</summary>
    internal CacheStep[] PrivateSteps { get; private set; } = [];

    internal double LatencyNs(int from, int to) => _latencyNs[(from * NumaNodes) + to];

    internal double BandwidthGBs(int node) => _bandwidthGBs[node];

    /// <summary>Usable bandwidth of a link, GB/s in one direction.</summary>
    internal double LinkGBs => Profile.Link.UsableGBs;

    internal int SocketOf(int node) => Mode.Nodes[node].Socket;

    internal int Link(int fromSocket, int toSocket) => (fromSocket * (Profile.Sockets - 1)) + toSocket - (toSocket > fromSocket ? 1 : 0);

    private void CompileCaches(HardwareProfile profile)
    {
        var parameters = MachineParameters.Of(profile, Mode, Options.Scheduler, Options.StallFraction);
        var cache = parameters.Cache;
        ThreadsPerComplex = parameters.Topology.ThreadsPerComplex;
        var perNode = parameters.Topology.ComplexesPerNumaNode;
        var last = profile.Cache(CacheName.L3);
        // A NUMA mode that cuts a socket's cache leaves each node its part of it.
        ComplexCacheBytes = last is { SharedBy: CacheSharing.Socket } ? (double)last.SizeBytes / Mode.NodesPerSocket / perNode : cache.L3Bytes;
        NodeCacheBytes = ComplexCacheBytes * perNode;
        CacheWays = last?.Ways ?? 1;
        CacheNs = cache.L3Ns;
        PrivateSteps = [new(cache.L1Bytes, cache.L1Ns, cache.L2Ns), new(cache.L2Bytes, cache.L2Ns, cache.L3Ns)];
    }

    private void CompileScheduler()
    {
        var threads = Threads;
        var cfs = CfsTunables.ForThreads(threads);
        var eevdf = EevdfTunables.ForThreads(threads, 0);
        LatencyNsOfScheduler = Options.Scheduler is SchedulerKind.Cfs ? cfs.LatencyNs : eevdf.BaseSliceNs;
        GranularityNs = Options.Scheduler is SchedulerKind.Cfs ? cfs.MinGranularityNs : eevdf.BaseSliceNs;
        TickOverhead = Options.HasOverheads ? Options.TickHz * SwitchConstants.TickDirectUs / 1e6 : 0;
        ResumeNs = Options.HasOverheads ? (SwitchConstants.ModeCycles + SwitchConstants.SchedulerCycles + new KernelCosts().IdleExit) / Ghz : 0;
    }

    /// <summary>Scheduling latency (CFS) or slice (EEVDF), and the least slice; ns.</summary>
    internal double LatencyNsOfScheduler { get; private set; }

    internal double GranularityNs { get; private set; }

    /// <summary>Fraction of a busy thread's time that its clock ticks take.</summary>
    internal double TickOverhead { get; private set; }

    /// <summary>What a wake-up costs, ns.</summary>
    internal double ResumeNs { get; private set; }

    /// <summary>Length of a slice when so many tasks share a thread, ns.</summary>
    internal double SliceNs(double perThread) => Math.Max(GranularityNs, LatencyNsOfScheduler / Math.Max(1, perThread));
}
