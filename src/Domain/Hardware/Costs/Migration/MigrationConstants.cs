using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Migration;

/// <summary>Constants of section 13: live migration.</summary>
public static class MigrationConstants
{
    private const string Qemu = "qemu migration/options.c";
    private static readonly ConstantSection S = new("13 Live migration");

    public static readonly ModelConstant DowntimeLimitMs = S.Add("migration.downtime-limit", 300, "ms", Confirmed, Qemu);
    public static readonly ModelConstant BandwidthMibs = S.Add("migration.bandwidth", 128, "MiB/s", Confirmed, Qemu);
    public static readonly ModelConstant SwitchMs = S.Add("migration.switch", 30, "ms", Engineering, "device state, announcing the new place");
    public static readonly ModelConstant ZeroPages = S.Add("migration.zero-pages", 0.30, "fraction", Engineering, "pages of zeros are not sent");
    public static readonly ModelConstant StreamGBs = S.Add("migration.stream", 1.2, "GB/s", Engineering, "per thread; more needs several streams");
    public static readonly ModelConstant XenIterations = S.Add("migration.xen-iterations", 29, "rounds", RecalledStrong, "Xen's stop rule");
    public static readonly ModelConstant XenFactor = S.Add("migration.xen-factor", 3, "memory sizes", RecalledStrong, "Xen's stop rule: sent at most three times the memory");
    public static readonly ModelConstant IterationsMax = S.Add("migration.iterations-max", 30, "rounds", Engineering, "forced stop");
    public static readonly ModelConstant ThrottleStart = S.Add("migration.throttle-start", 0.20, "fraction", RecalledStrong, "QEMU auto-converge");
    public static readonly ModelConstant ThrottleStep = S.Add("migration.throttle-step", 0.10, "fraction", RecalledStrong, "QEMU auto-converge");
    public static readonly ModelConstant ThrottleMax = S.Add("migration.throttle-max", 0.99, "fraction", RecalledStrong, "QEMU auto-converge");
    public static readonly ModelConstant ThrottleAfter = S.Add("migration.throttle-after", 2, "rounds", RecalledStrong, "rounds in which more than half is dirty again");
    public static readonly ModelConstant PostCopyMs = S.Add("migration.post-copy-downtime", 30, "ms", Engineering, "device state, 10 to 50 ms");
    public static readonly ModelConstant TrackingCost = S.Add("migration.tracking", 0.05, "fraction", Engineering, "slow-down by dirty tracking, 2 to 10 %");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
