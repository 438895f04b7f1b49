using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine;

namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>Guests of one kind in a scenario that both models can run.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Vcpus">vCPUs or threads of each.</param>
/// <param name="Demand">Fraction of time that each vCPU would run, alone on bare metal.</param>
public sealed record AgreementGuest(string Name, int Count, int Vcpus = 1, double Demand = 1)
{
    /// <summary>cpu.weight of its control group.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>Nice level of a task outside any group; null for a guest with a group.</summary>
    public int? Nice { get; init; }

    /// <summary>cpu.max as processors with a period of 100 ms; 0 for none.</summary>
    public double QuotaCpus { get; init; }

    /// <summary>Mean CPU burst between two sleeps, ms.</summary>
    public double BurstMs { get; init; } = 2;

    /// <summary>Exits per second of guest work; empty for a container.</summary>
    public IReadOnlyList<ExitRate> Exits { get; init; } = [];

    /// <summary>A virtual machine rather than a container.</summary>
    public bool IsVm { get; init; }

    /// <summary>Working set of each vCPU in the private caches, bytes.</summary>
    public int PrivateBytes { get; init; }
}

/// <summary>A host, guests, and how far the two models may differ.</summary>
/// <param name="Id">Stable short name.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Cores">Cores of the host.</param>
/// <param name="ThreadsPerCore">1, or 2 with SMT.</param>
/// <param name="Guests">Its guests.</param>
public sealed record AgreementScenario(string Id, string Title, int Cores, int ThreadsPerCore, params IReadOnlyList<AgreementGuest> Guests)
{
    /// <summary>NUMA nodes (one per socket) over which the cores are spread.</summary>
    public int NumaNodes { get; init; } = 1;

    /// <summary>Scheduling class.</summary>
    public SchedulerKind Scheduler { get; init; }

    /// <summary>Why the models differ here; required where they do by more than the tolerance.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>
    /// The EPYC 7763 cut down to so many cores: its clock, caches, exit costs and latencies, and nothing else changed.
    /// </summary>
    public HardwareProfile Profile()
    {
        var milan = HardwareProfiles.Get("epyc-7763-2s");
        var nps1 = milan.DefaultNumaMode;
        var perNode = Cores / NumaNodes;
        var nodes = Enumerable.Range(0, NumaNodes).Select(i => nps1.Nodes[i] with { Cores = perNode, ThreadsPerCore = ThreadsPerCore });
        return milan with
        {
            Sockets = NumaNodes,
            ComplexesPerSocket = 1,
            CoresPerComplex = perNode,
            ThreadsPerCore = ThreadsPerCore,
            NumaModes = [nps1 with { Nodes = [.. nodes], Slit = Cut(nps1.Slit), LatencyNs = Cut(nps1.LatencyNs), BandwidthGBs = Cut(nps1.BandwidthGBs) }],
        };
    }

    private NodeMatrix Cut(NodeMatrix matrix) =>
        new(NumaNodes, [.. Enumerable.Range(0, NumaNodes).SelectMany(i => matrix.Row(i)[..NumaNodes].ToArray())]);
}
