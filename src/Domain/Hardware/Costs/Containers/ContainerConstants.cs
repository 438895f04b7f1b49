using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Constants of section 12: namespaces, union file system, control groups.</summary>
public static class ContainerConstants
{
    private const string Cgroup = "Linux Documentation/admin-guide/cgroup-v2.rst";
    private static readonly ConstantSection S = new("12 Containers");

    public static readonly ModelConstant UnshareMs = S.Add("namespace.unshare", 0.2, "ms", Engineering, "all namespaces but the network");
    public static readonly ModelConstant NetworkMs = S.Add("namespace.network", 2, "ms", Engineering, "network namespace and virtual pair, 1 to 3 ms, serialised");
    public static readonly ModelConstant NetworkPerSecond = S.Add("namespace.network-rate", 350, "1/s", RecalledWeak, "ceiling of one host through the rtnl lock, 200 to 500");
    public static readonly ModelConstant MountsMs = S.Add("namespace.mounts", 2, "ms", Engineering, "pivot_root and mounts");
    public static readonly ModelConstant CgroupMs = S.Add("namespace.cgroup", 0.3, "ms", Engineering, "creating control groups");
    public static readonly ModelConstant SeccompMs = S.Add("namespace.seccomp", 0.2, "ms", Engineering, "loading a filter");
    public static readonly ModelConstant PidLevels = S.Add("namespace.pid-levels", 32, "levels", RecalledStrong, "MAX_PID_NS_LEVEL of Linux");
    public static readonly ModelConstant LookupUs = S.Add("overlay.lookup", 1, "µs/layer", Engineering, "with the directory cached");
    public static readonly ModelConstant LookupColdUs = S.Add("overlay.lookup-cold", 50, "µs/layer", Engineering, "10 to 100 µs");
    public static readonly ModelConstant CopyUpUs = S.Add("overlay.copy-up", 50, "µs", Engineering, "before the first byte");
    public static readonly ModelConstant LayersMax = S.Add("overlay.layers-max", 500, "layers", RecalledStrong, "OVL_MAX_STACK of Linux; 128 for overlay2");
    public static readonly ModelConstant HighDelayMaxS = S.Add("memory-high.delay-max", 2, "s", RecalledStrong, "MEMCG_MAX_HIGH_DELAY_JIFFIES of Linux");
    public static readonly ModelConstant HighPrecisionBits = S.Add("memory-high.precision", 20, "bits", RecalledStrong, "MEMCG_DELAY_PRECISION_SHIFT of Linux");
    public static readonly ModelConstant HighScaleBits = S.Add("memory-high.scale", 14, "bits", RecalledStrong, "MEMCG_DELAY_SCALING_SHIFT of Linux");
    public static readonly ModelConstant ChargeBatch = S.Add("memory.charge-batch", 64, "pages", RecalledStrong, "MEMCG_CHARGE_BATCH of Linux");
    public static readonly ModelConstant OomImmune = S.Add("oom.immune", -1000, "score", Confirmed, "Linux mm/oom_kill.c");
    public static readonly ModelConstant IoWeight = S.Add("io.weight-default", 100, "weight", Confirmed, Cgroup);
    public static readonly ModelConstant PressureShortS = S.Add("psi.short", 10, "s", Confirmed, "Linux Documentation/accounting/psi.rst");
    public static readonly ModelConstant PressureMediumS = S.Add("psi.medium", 60, "s", Confirmed, "Linux Documentation/accounting/psi.rst");
    public static readonly ModelConstant PressureLongS = S.Add("psi.long", 300, "s", Confirmed, "Linux Documentation/accounting/psi.rst");
    public static readonly ModelConstant PressureUpdateS = S.Add("psi.update", 2, "s", RecalledStrong, "PSI_FREQ of Linux");
    public static readonly ModelConstant GuaranteedScore = S.Add("oom.guaranteed", -997, "score", RecalledStrong, "Kubernetes quality of service");
    public static readonly ModelConstant BestEffortScore = S.Add("oom.best-effort", 1000, "score", RecalledStrong, "Kubernetes quality of service");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
