using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Constants of section 8.7: NUMA.</summary>
public static class NumaConstants
{
    private const string Fair = "Linux kernel/sched/fair.c @000619680c37";
    private static readonly ConstantSection S = new("8.7 NUMA");

    public static readonly ModelConstant ScanDelayMs = S.Add("numa.scan-delay", 1000, "ms", Confirmed, Fair);
    public static readonly ModelConstant ScanPeriodMinMs = S.Add("numa.scan-period-min", 1000, "ms", Confirmed, Fair);
    public static readonly ModelConstant ScanPeriodMaxMs = S.Add("numa.scan-period-max", 60_000, "ms", Confirmed, Fair);
    public static readonly ModelConstant ScanMib = S.Add("numa.scan-size", 256, "MiB", Confirmed, Fair);
    public static readonly ModelConstant ScanRateMibs = S.Add("numa.scan-rate-max", 2560, "MiB/s", Confirmed, Fair);
    public static readonly ModelConstant HintFaultUs = S.Add("numa.hint-fault", 1.5, "µs", Engineering, "1 to 2 µs");
    public static readonly ModelConstant MigratePageUs = S.Add("numa.migrate-page", 2.5, "µs", Engineering, "4 KiB, 2 to 3 µs");
    public static readonly ModelConstant MigrateAfter = S.Add("numa.migrate-after", 2, "faults", RecalledStrong, "two remote faults in a row from the same NUMA node");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
