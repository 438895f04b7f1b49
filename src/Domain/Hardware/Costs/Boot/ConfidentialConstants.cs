using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>Constants of section 11.4: confidential guests.</summary>
public static class ConfidentialConstants
{
    private const string Swiotlb = "Linux Documentation/core-api/swiotlb.rst";
    private static readonly ConstantSection S = new("11.4 Confidential VMs");

    public static readonly ModelConstant MeasureUs = S.Add("confidential.measure", 3, "µs/4K", Engineering, "LAUNCH_UPDATE or TDH.MEM.PAGE.ADD and EXTEND, 2 to 4 µs");
    public static readonly ModelConstant InitialMib = S.Add("confidential.initial", 16, "MiB", Engineering, "firmware and boot pages that are measured");
    public static readonly ModelConstant AcceptSmallUs = S.Add("confidential.accept-4k", 0.5, "µs/4K", Engineering, "PVALIDATE or TDACCEPT and RMPUPDATE");
    public static readonly ModelConstant AcceptLargeUs = S.Add("confidential.accept-2m", 2, "µs/2M", Engineering, "the same for a large page");
    public static readonly ModelConstant ReportMs = S.Add("confidential.report", 7.5, "ms", Engineering, "report of the security processor or TDX module, 5 to 10 ms");
    public static readonly ModelConstant QuoteMs = S.Add("confidential.quote", 60, "ms", Engineering, "quote, 20 to 100 ms");
    public static readonly ModelConstant VerifierMs = S.Add("confidential.verifier", 20, "ms", Engineering, "round trip to the verifier");
    public static readonly ModelConstant CpuOverhead = S.Add("confidential.cpu", 0.02, "fraction", RecalledWeak, "computing, 1 to 3 %");
    public static readonly ModelConstant SnpExitFactor = S.Add("confidential.snp-exit", 2.5, "factor", Engineering, "VMGEXIT against a plain exit");
    public static readonly ModelConstant MemoryNs = S.Add("confidential.memory", 7.5, "ns", RecalledWeak, "encryption, 5 to 10 ns");
    public static readonly ModelConstant BounceGBs = S.Add("confidential.bounce", 8, "GB/s", Engineering, "copy by one core through the bounce buffer");
    public static readonly ModelConstant SlotCycles = S.Add("confidential.slot", 400, "cycles", Engineering, "taking and returning a slot");
    public static readonly ModelConstant PoolFraction = S.Add("swiotlb.fraction", 0.06, "fraction", Confirmed, Swiotlb);
    public static readonly ModelConstant PoolMaxMib = S.Add("swiotlb.max", 1024, "MiB", Confirmed, Swiotlb);
    public static readonly ModelConstant PoolDefaultMib = S.Add("swiotlb.default", 64, "MiB", Confirmed, Swiotlb);
    public static readonly ModelConstant SlotBytes = S.Add("swiotlb.slot", 2048, "bytes", Confirmed, Swiotlb);
    public static readonly ModelConstant SlotsPerSet = S.Add("swiotlb.slots-per-set", 128, "slots", Confirmed, Swiotlb);

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
