using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Memory;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V10 to V21: caches, TLBs, page walks, NUMA.</summary>
internal static class TopologyPoints
{
    private static HardwareProfile Milan => HardwareProfiles.Get("epyc-7763-2s");

    private static HardwareProfile Rome => HardwareProfiles.Get("epyc-7742-2s");

    private static HardwareProfile Graviton => HardwareProfiles.Get("graviton2");

    private static NodeMatrix Skylake => HardwareProfiles.Get("skylake-5120-2s").DefaultNumaMode.BandwidthGBs;

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V10", "",
        [
            Given("L1 dTLB", 64, "entries", () => Milan.Tlb.L1Data4K), Given("L1 iTLB", 64, "entries", () => Milan.Tlb.L1Instruction),
            Given("L2 dTLB", 2048, "entries", () => Milan.Tlb.L2Data4K), Given("L2 iTLB", 512, "entries", () => Milan.Tlb.L2Instruction),
            Given("L1D", 32_768, "bytes", () => Milan.Cache(CacheName.L1D)!.SizeBytes), Given("L2", 524_288, "bytes", () => Milan.Cache(CacheName.L2)!.SizeBytes),
            Given("L3 per complex", 32 << 20, "bytes", () => Milan.Cache(CacheName.L3)!.SizeBytes),
        ]),
        new("V11", "",
            [Given("L1 dTLB", 48, "entries", () => HardwareProfiles.Get("altra-q80-30-2s").Tlb.L1Data4K), Given("L2 TLB", 1280, "entries", () => HardwareProfiles.Get("altra-q80-30-2s").Tlb.L2Data4K)]),
        new("V12", "Our own measurement.",
        [
            PredictRange("first knee: pages without a first-level miss", 64, 64, 64, "pages", () => Knee(7 / 3.1 / 2)),
            PredictRange("second knee: pages without a walk", 2048, 1024, 2048, "pages", () => Knee(10)),
        ]),
        new("V13", "",
        [
            Predict("4-level guest on 4-level host", 24, "references", 0, () => NestedWalk.References(4, PageSize.Small, 4, PageSize.Small)),
            Predict("5-level guest on 5-level host", 35, "references", 0, () => NestedWalk.References(5, PageSize.Small, 5, PageSize.Small)),
        ]),
        new("V14", "Weak memory. A server load with a TLB miss per 1400 instructions, page-walk caches off and on.",
            [Fit("gain by caching the two-dimensional walk", 15, 15, 38, "%", () => (WalkCacheGain - 1) * 100)]),
        new("V15", "Weak memory. 400,000 guest page-table writes per second against nested walks.",
            [Fit("gain of nested over shadow paging", 48, 20, 100, "%", () => (ShadowPenalty - 1) * 100)]),
        new("V16", "Latencies are inputs of the Rome profile.",
        [
            Given("NPS4 over NPS1 latency", 0.926, "ratio", () => Rome.FindNumaMode("nps4")!.LatencyNs[0, 0] / Rome.FindNumaMode("nps1")!.LatencyNs[0, 0], 0.02),
            Given("L3 latency", 10.27, "ns", () => Rome.Cache(CacheName.L3)!.LatencyNs(Rome.Clock), 0.02),
        ]),
        new("V17", "",
        [
            Given("Xeon in the socket", 51, "ns", () => HardwareProfiles.Get("xeon-6338-2s").LineTransfer.SocketNs, 0.05),
            Given("Xeon across", 108, "ns", () => HardwareProfiles.Get("xeon-6338-2s").LineTransfer.CrossNs, 0.05),
            Given("EPYC in the complex", 23, "ns", () => Milan.LineTransfer.ComplexNs, 0.05), Given("EPYC in the socket", 107, "ns", () => Milan.LineTransfer.SocketNs, 0.05),
            Given("EPYC across", 197, "ns", () => Milan.LineTransfer.CrossNs, 0.05), Given("Graviton2", 47, "ns", () => Graviton.LineTransfer.SocketNs, 0.05),
        ]),
        new("V18", "Bandwidths are inputs of the Skylake profile.", [Given("local over remote bandwidth", 2.64, "ratio", () => Skylake[0, 0] / Skylake[0, 1], 0.1)]),
        new("V19", "The fractions are inputs; the rounded 0.83 is what the three reference hosts use.",
        [
            Given("reads only", 169.6, "GB/s", () => Achievable(1), 0.03), Given("3:1", 160.9, "GB/s", () => Achievable(0.75), 0.03),
            Given("2:1", 157.3, "GB/s", () => Achievable(2.0 / 3), 0.03), Given("1:1", 151.7, "GB/s", () => Achievable(0.5), 0.03),
        ]),
        new("V20", "Naples has no profile of its own.",
        [
            Given("EPYC NPS1, other socket", 32, "", () => Milan.FindNumaMode("nps1")!.Slit[0, 1]), Given("EPYC NPS4, same socket", 12, "", () => Milan.FindNumaMode("nps4")!.Slit[0, 1]),
            Given("EPYC NPS4, other socket", 32, "", () => Milan.FindNumaMode("nps4")!.Slit[0, 7]), Given("Xeon, other socket", 21, "", () => HardwareProfiles.Get("skylake-5120-2s").DefaultNumaMode.Slit[0, 1]),
        ]),
        new("V21", "The exponent of the miss curves is an input.", [GivenRange("exponent", 0.5, 0.3, 0.7, "", () => IsolationConstants.MissExponent)]),
    ];

    private static double WalkCacheGain =>
        (1 + TranslationOverhead.Fraction(350, 1.0 / 490, 24 * PagingConstants.TypicalPteCycles, 1.5)) / (1 + TranslationOverhead.Fraction(350, 1.0 / 490, 84, 1.5));

    private static double ShadowPenalty =>
        (1 + TranslationOverhead.ShadowFraction(400_000, 4000, 3.0)) / (1 + TranslationOverhead.Fraction(350, 0.001, 84, 1.0));

    // Largest power of two of pages whose mean load is no slower than the smallest by more than this.
    private static double Knee(double slowerNs)
    {
        double At(double pages) => TranslationOverhead.LoadNs(Milan, pages * 4096, PageSize.Small, 84, 4);
        var pages = 1.0;
        while (pages < 1 << 20 && At(pages * 2) - At(1) < slowerNs) pages *= 2;
        return pages;
    }

    private static double Achievable(double reads) => MemoryLoad.AchievableGBs(Graviton.Memory.SocketPeakGBs, Graviton.Memory.AchievableFraction, reads);
}
