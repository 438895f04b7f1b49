namespace Cloud.Simulation.Machine;

/// <summary>
/// A regular tree of sockets, NUMA nodes, core complexes (one last-level cache each), cores and hardware threads. Threads
/// are numbered depth first: siblings of a core are neighbours, and every level is a contiguous range.
/// </summary>
/// <param name="Sockets">Sockets of the host.</param>
/// <param name="NumaNodesPerSocket">NUMA nodes in a socket.</param>
/// <param name="ComplexesPerNumaNode">Last-level caches in a NUMA node.</param>
/// <param name="CoresPerComplex">Cores that share one last-level cache.</param>
/// <param name="ThreadsPerCore">Hardware threads of a core: 1, or 2 with SMT.</param>
public sealed record MachineTopology(
    int Sockets, int NumaNodesPerSocket, int ComplexesPerNumaNode, int CoresPerComplex, int ThreadsPerCore)
{
    /// <summary>Cores of the host.</summary>
    public int Cores => Sockets * NumaNodesPerSocket * ComplexesPerNumaNode * CoresPerComplex;

    /// <summary>Hardware threads of the host.</summary>
    public int Threads => Cores * ThreadsPerCore;

    /// <summary>Hardware threads that share one last-level cache.</summary>
    public int ThreadsPerComplex => CoresPerComplex * ThreadsPerCore;

    /// <summary>Hardware threads of one NUMA node.</summary>
    public int ThreadsPerNumaNode => ComplexesPerNumaNode * ThreadsPerComplex;

    /// <summary>So many cores without SMT under one cache.</summary>
    public static MachineTopology Flat(int cores) => new(1, 1, 1, cores, 1);

    /// <summary>Throws when a count is out of range.</summary>
    public void Validate()
    {
        Require.InRange(Sockets, 1, 4096);
        Require.InRange(NumaNodesPerSocket, 1, 4096);
        Require.InRange(ComplexesPerNumaNode, 1, 4096);
        Require.InRange(CoresPerComplex, 1, 4096);
        Require.InRange(ThreadsPerCore, 1, 2);
        Require.InRange(Threads, 1, 4096);
    }
}
