using Cloud.Domain.Hardware;

namespace Cloud.Cli.Calibration;

/// <summary>Turns measurements into a hardware profile. What was not measured comes from a base profile, and the sources say so. Pure.</summary>
internal static class CalibratedProfile
{
    public const string BaseName = "epyc-7763-2s";

    /// <summary>A profile of one socket and one NUMA node.</summary>
    public static HardwareProfile Of(string name, MachineMeasures measured)
    {
        var standard = HardwareProfiles.Get(BaseName);
        var caches = Staircase.Fit(measured.Caches);
        var memoryNs = Math.Max(1, caches[^1].Ns);
        var clock = Math.Clamp(measured.ClockGhz, 0.1, 10);
        var gbs = Math.Max(0.1, measured.AllThreadsGBs);
        return standard with
        {
            Name = name,
            Description = $"Measured by 'cloud model calibrate'; what it cannot measure is copied from {BaseName}",
            Sockets = 1,
            ComplexesPerSocket = 1,
            CoresPerComplex = measured.Processors,
            ThreadsPerCore = 1,
            Clock = new(clock, clock, clock),
            Caches = Caches(standard, caches),
            Tlb = Tlb(standard.Tlb, Staircase.Fit(measured.Pages)),
            Memory = new(1, gbs * 1000 / 8, 1, Math.Max(1, measured.MemoryMib)),
            Link = new("none", 0, 0, 0),
            NumaModes =
            [
                new NumaMode
                {
                    Name = "default", NodesPerSocket = 1, Slit = new(1, [10]), LatencyNs = new(1, [memoryNs]), BandwidthGBs = new(1, [gbs]),
                    Nodes = [new(0, 0, measured.Processors, 1, Math.Max(1, measured.MemoryMib), 1, gbs)],
                },
            ],
            Pcie = standard.Pcie with { Nics = [.. standard.Pcie.Nics.Select(nic => nic with { Socket = 0 })], Nvme = [.. standard.Pcie.Nvme.Select(drive => drive with { Socket = 0 })] },
            Sources = [.. Sources()],
        };
    }

    private static List<CacheLevel> Caches(HardwareProfile standard, IReadOnlyList<StairStep> steps)
    {
        CacheName[] names = [CacheName.L1D, CacheName.L2, CacheName.L3];
        var levels = new List<CacheLevel>(standard.Caches.Where(cache => cache.Level == CacheName.L1I));
        for (var at = 0; at < Math.Min(names.Length, steps.Count - 1); at++)
        {
            var ways = standard.Cache(names[at])!.Ways;
            levels.Add(new(names[at], (long)steps[at].Capacity, ways, at == 2 ? CacheSharing.Complex : CacheSharing.Core, null, Math.Max(0.01, steps[at].Ns)));
        }

        // A profile needs a first level even where the walk showed no step at all.
        if (levels.TrueForAll(cache => cache.Level != CacheName.L1D)) levels.Add(standard.Cache(CacheName.L1D)!);
        return levels;
    }

    private static TlbLayout Tlb(TlbLayout standard, IReadOnlyList<StairStep> steps) => standard with
    {
        L1Data4K = steps.Count > 1 ? (int)steps[0].Capacity : standard.L1Data4K,
        L2Data4K = steps.Count > 2 ? (int)steps[1].Capacity : standard.L2Data4K,
    };

    private static IEnumerable<ProfileSource> Sources()
    {
        foreach (var path in new[] { "$.clock", "$.caches", "$.tlb", "$.memory", "$.numaModes" })
            yield return new(path, Confidence.Measured, "cloud model calibrate on this machine; associativity and entries it does not show are copied");
        foreach (var path in new[] { "$.paging", "$.lineTransfer", "$.pcie", "$.iommu", "$.confidential", "$.exitTable", "$.power", "$.tdpWattsPerSocket" })
            yield return new(path, Confidence.Engineering, $"not measured; copied from {BaseName}");
    }
}
