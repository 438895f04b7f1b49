namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>What is to be started: path, memory in GiB, whether it is touched in advance, and how many start on the host at once.</summary>
public readonly record struct BootRequest(BootPath Path, double MemoryGib, bool Preallocate = false, int Parallel = 1, bool Loaded = false, bool HugePages = false);

/// <summary>
/// Section 11.1: <c>T_boot = T_vmm + T_mem + T_fw + T_kernel + T_user (+ T_attest)</c>, each phase log-normal.
/// Draw a phase as <c>median exp(σ z)</c> with z standard normal from the caller's seeded generator.
/// </summary>
public static class BootModel
{
    private const double Z99 = 2.3263478740408408; // Source: 99th percentile of the standard normal distribution

    /// <summary>The phases in order, with contention already in their medians.</summary>
    public static IReadOnlyList<BootPhase> Phases(in BootRequest request)
    {
        var sigma = request.Loaded ? BootConstants.LoadedSigma : BootConstants.IdleSigma;
        var phases = new List<BootPhase>(8);
        foreach (var (name, ms) in BootPhases.Of(request.Path))
        {
            var onHost = name is BootPhaseName.Vmm or BootPhaseName.Setup;
            var saving = request.HugePages && name == BootPhaseName.Kernel ? HugePageSavingMs(ms) : 0;
            phases.Add(new(name, (ms - saving) * Contention(request.Parallel, onHost), sigma, onHost));
        }

        if (request.Preallocate) phases.Insert(1, new(BootPhaseName.Memory, request.MemoryGib * BootConstants.MemoryMsPerGib, sigma, OnHost: true));
        if (request.Path == BootPath.ConfidentialVm) AddConfidential(phases, request, sigma);
        return phases;
    }

    /// <summary>Median of the whole start in ms: the sum of the medians, exact enough for these spreads.</summary>
    public static double MedianMs(in BootRequest request) => Phases(request).Sum(p => p.MedianMs);

    /// <summary>99th percentile in ms.</summary>
    public static double P99Ms(in BootRequest request) => QuantileMs(request, Z99);

    /// <summary>
    /// The quantile in ms that lies <paramref name="z"/> standard deviations of a normal distribution above its middle. The phases are independent,
    /// so the variances add; the sum is taken as log-normal with the same mean and variance (Fenton and Wilkinson).
    /// </summary>
    public static double QuantileMs(in BootRequest request, double z)
    {
        double mean = 0, variance = 0;
        foreach (var phase in Phases(request))
        {
            var square = phase.Sigma * phase.Sigma;
            var m = phase.MedianMs * Math.Exp(square / 2);
            mean += m;
            variance += m * m * (Math.Exp(square) - 1);
        }

        var sumSquare = Math.Log(1 + (variance / (mean * mean)));
        return mean * Math.Exp((-sumSquare / 2) + (z * Math.Sqrt(sumSquare)));
    }

    /// <summary>
    /// Factor on a phase when this many start at once: none up to 10, <c>1 + a ln k</c> from 50 on, in between blended. For Firecracker end to
    /// end this is the published law with a = 0.075.
    /// </summary>
    public static double Contention(int parallel, bool onHost)
    {
        if (parallel <= BootConstants.ContentionFrom) return 1;
        var blend = Math.Min(1, (parallel - BootConstants.ContentionFrom) / (BootConstants.ContentionFull - BootConstants.ContentionFrom));
        return 1 + ((onHost ? BootConstants.HostContention : BootConstants.GuestContention) * Math.Log(parallel) * blend);
    }

    /// <summary>Restoring a snapshot: mapping it, then one fault per touched page. Milliseconds.</summary>
    public static double SnapshotMs(double touchedMib, bool cached) => BootConstants.SnapshotMs
        + (touchedMib * ModelUnits.MiB / ModelUnits.PageBytes * (cached ? BootConstants.SnapshotCachedFaultUs : BootConstants.SnapshotFaultUs) / 1000);

    /// <summary>Guests that may start per second on this many cores.</summary>
    public static double AdmissionPerSecond(int cores) => cores * BootConstants.MutationPerCore;

    /// <summary>
    /// Milliseconds that large pages save: a minimal guest faults in its memory in 512 times fewer steps. The zeroing remains.
    /// </summary>
    public static double HugePageSavingMs(double kernelMs)
    {
        var pages = BootConstants.BootTouchedMib * ModelUnits.MiB / ModelUnits.PageBytes;
        var faults = pages * Exits.ExitConstants.Tables["intel-icx"].Cycles(Exits.ExitReason.NestedFaultAllocate) / 3.1e9 * 1000;
        var zeroing = BootConstants.BootTouchedMib * ModelUnits.MiB / (Memory.PagingConstants.ZeroingGBs * 1e9) * 1000;
        return Math.Clamp(faults - zeroing, 0, kernelMs);
    }

    private static void AddConfidential(List<BootPhase> phases, in BootRequest request, double sigma)
    {
        phases.Insert(1, new(BootPhaseName.Launch, ConfidentialVm.LaunchMs(request.MemoryGib, lazyAcceptance: false), sigma, OnHost: true));
        phases.Add(new(BootPhaseName.Attestation, ConfidentialVm.AttestationMs(), sigma, OnHost: false));
    }
}
