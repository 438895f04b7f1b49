using System.Globalization;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The containers of one host as far as somebody has looked inside. It is made when it is first asked and follows what the host holds, so
/// hosts that nobody looks at cost nothing. Not thread-safe.
/// </summary>
internal sealed class InsideHost(HostDescription description, IContainerMeters meters)
{
    /// <summary>Text that writes may add up to on one host: it is held in memory.</summary>
    public const int TextMax = 16 * 1024 * 1024;

    /// <summary>First process number that containers get [E]: above what a booted host runs itself.</summary>
    private const int FirstPid = 2_000;

    /// <summary>Process numbers set aside for one start, and where they begin again. Source of the limit: PID_MAX_LIMIT of Linux; confidence: C.</summary>
    private const int PidStep = 512;
    private const int PidMax = 4_194_304;

    private readonly SortedDictionary<InstanceId, InsideContainer> _containers = [];
    private int _slots;
    private int _starts;

    public LayerStore Layers { get; } = new();

    public PageCache Cache { get; } = new();

    public IContainerMeters Meters { get; } = meters;

    /// <summary>Speed of a copy from layer to upper directory, GB/s: it reads and writes the same drives; 1 where the drives are not known [E].</summary>
    public double CopyGBs { get; } = CopySpeed(HardwareProfiles.Find(description.Profile));

    /// <summary>While its disk is full, nothing can be written or copied up.</summary>
    public bool IsDiskFull { get; set; }

    /// <summary>Text held for all containers, characters.</summary>
    public long TextHeld => _containers.Values.Sum(container => container.Overlay.Upper.Descendants().Sum(entry => (long)(entry.Node.Text?.Length ?? 0)));

    /// <summary>Follows what the host holds: in the order of ids, so that numbers do not depend on who is asked about first.</summary>
    public void Follow(IEnumerable<ContainerFact> facts)
    {
        var held = new HashSet<InstanceId>();
        foreach (var fact in facts.OrderBy(fact => fact.Id))
        {
            held.Add(fact.Id);
            if (_containers.TryGetValue(fact.Id, out var known)) known.Update(fact);
            else _containers.Add(fact.Id, new(this, fact, _slots++));
        }

        foreach (var gone in _containers.Values.Where(container => !held.Contains(container.Fact.Id)).ToList())
        {
            _containers.Remove(gone.Fact.Id);
            Layers.Release(gone.Fact.Manifest);
            foreach (var (_, node) in gone.Overlay.Upper.Descendants()) Cache.Drop(node.Inode);
            Cache.Orphan(gone.Fact.Id);
        }
    }

    public InsideContainer? Find(InstanceId id) => _containers.GetValueOrDefault(id);

    public uint NextNamespaces() => ContainerNamespaces.FirstDynamic + (uint)(Namespaces.All.Count * _starts);

    public int NextPids() => FirstPid + (PidStep * _starts++ % (PidMax - FirstPid - PidStep));

    /// <summary>Hardware threads that a container may use, numbered NUMA node by NUMA node, as the kernel writes lists.</summary>
    public string CpuList(ContainerFact fact)
    {
        var threads = new SortedSet<int>();
        foreach (var claim in fact.Placement.Claims)
        {
            var first = description.NumaNodes.Take(claim.NumaNode).Sum(numa => numa.Threads);
            var width = description.NumaNodes[claim.NumaNode].ThreadsPerCore;
            if (claim.Cores.Count == 0) threads.UnionWith(Enumerable.Range(first, description.NumaNodes[claim.NumaNode].Threads));
            foreach (var core in claim.Cores) threads.UnionWith(Enumerable.Range(first + (core * width), width));
        }

        return Ranges([.. threads]);
    }

    public static string NumaList(ContainerFact fact) => Ranges([.. fact.Placement.Claims.Select(claim => claim.NumaNode).Order()]);

    private static string Ranges(int[] sorted)
    {
        var parts = new List<string>();
        for (var i = 0; i < sorted.Length; i++)
        {
            var first = sorted[i];
            while (i + 1 < sorted.Length && sorted[i + 1] == sorted[i] + 1) i++;
            parts.Add(first == sorted[i] ? Text(first) : $"{Text(first)}-{Text(sorted[i])}");
        }

        return string.Join(',', parts);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double CopySpeed(HardwareProfile? profile)
    {
        if (profile is not { Pcie.Nvme: { Count: > 0 } drives }) return 1;
        return Math.Min(drives.Sum(drive => drive.ReadIops), drives.Sum(drive => drive.WriteIops)) * ModelUnits.PageBytes / 1e9;
    }
}
