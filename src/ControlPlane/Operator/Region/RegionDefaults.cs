using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>The region that a first start writes: small enough to read, with all three reference hosts, 48 in all.</summary>
public static class RegionDefaults
{
    /// <summary>A GPU on each socket of the dedicated hosts, added to the profile, which has none [E].</summary>
    private static readonly RegionFeatures Accelerated = new(
        [new("gpu0", DeviceKind.Gpu, "a10", NumaNode: 0), new("gpu1", DeviceKind.Gpu, "a10", NumaNode: 1)], ["gpu"]);

    private static RegionZone Zone(string name, string epycMode, string altraMode) => new(name,
    [
        new("r01", [new("xeon-6338-2s", "default", "general", 6), new("xeon-6338-2s", "default", "dedicated", 2) { Pages1GPerNumaNode = 16, Features = Accelerated }], []),
        new("r02", [new("epyc-7763-2s", epycMode, "general", 4), new("altra-q80-30-2s", altraMode, "dense", 4)], []),
    ]);

    /// <summary>
    /// Three zones of 16 hosts. Each NUMA node keeps one core and 4 GiB for the host itself [E]: enough for a kernel, an agent and the
    /// I/O threads of the monitors. Shared vCPUs are overcommitted 4:1 in general and 8:1 in the dense pool, memory never [E].
    /// </summary>
    public static RegionFile File { get; } = new()
    {
        Name = "baku",
        PlacementProfile = "spread",
        Speed = 1,
        Reserve = new(CoresPerNumaNode: 1, MemoryMibPerNumaNode: 4096, DiskGib: 100),
        Pools =
        [
            new("general", CpuRatio: 4, MemoryRatio: 1, ChargeOverhead: true),
            new("dense", CpuRatio: 8, MemoryRatio: 1, ChargeOverhead: true),
            new("dedicated", CpuRatio: 1, MemoryRatio: 1, ChargeOverhead: true),
        ],
        Zones = [Zone("z1", "nps1", "default"), Zone("z2", "nps4", "default"), Zone("z3", "nps1", "quadrant")],
    };

    /// <summary><see cref="File"/> as text, for <c>region.json</c>.</summary>
    public static string Json { get; } = RegionFileWriter.Write(File);
}
