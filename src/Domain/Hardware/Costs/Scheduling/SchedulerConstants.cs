using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Scheduling;

/// <summary>Constants of section 4: CFS, EEVDF and the CPU controller of control groups.</summary>
public static class SchedulerConstants
{
    private const string Fair = "Linux kernel/sched/fair.c @000619680c37";
    private const string Core = "Linux kernel/sched/core.c @0032f4e88976";
    private const string Eevdf = "Linux Documentation/scheduler/sched-eevdf.rst and stable patch of February 2025";
    private const string Bandwidth = "Linux Documentation/scheduler/sched-bwc.rst, fair.c @000619680c37";

    private static readonly ConstantSection S = new("4 CPU scheduler");

    public static readonly ModelConstant CfsLatencyMs = S.Add("cfs.latency", 6, "ms", Confirmed, Fair);
    public static readonly ModelConstant CfsMinGranularityMs = S.Add("cfs.min-granularity", 0.75, "ms", Confirmed, Fair);
    public static readonly ModelConstant CfsWakeupGranularityMs = S.Add("cfs.wakeup-granularity", 1, "ms", Confirmed, Fair);
    public static readonly ModelConstant CfsLatencyTasks = S.Add("cfs.latency-tasks", 8, "tasks", Confirmed, Fair);
    public static readonly ModelConstant MigrationCostMs = S.Add("cfs.migration-cost", 0.5, "ms", Confirmed, Fair);
    public static readonly ModelConstant ScalingCpus = S.Add("cfs.scaling-cpus", 8, "cpus", Confirmed, Fair);
    public static readonly ModelConstant NiceZeroWeight = S.Add("cfs.nice-0-weight", 1024, "weight", Confirmed, Core);
    public static readonly ModelConstant IdleWeight = S.Add("cfs.idle-weight", 3, "weight", RecalledStrong, "Linux WEIGHT_IDLEPRIO");
    public static readonly ModelConstant EevdfBaseSliceMs = S.Add("eevdf.base-slice", 0.70, "ms", Confirmed, Eevdf);
    public static readonly ModelConstant EevdfOldBaseSliceMs = S.Add("eevdf.base-slice-before-2025", 0.75, "ms", Confirmed, Eevdf);
    public static readonly ModelConstant EevdfSliceMinMs = S.Add("eevdf.slice-min", 0.1, "ms", Secondary, "clamp of sched_attr.sched_runtime");
    public static readonly ModelConstant EevdfSliceMaxMs = S.Add("eevdf.slice-max", 100, "ms", Secondary, "clamp of sched_attr.sched_runtime");
    public static readonly ModelConstant QuotaPeriodMs = S.Add("cpu-max.period", 100, "ms", Confirmed, Bandwidth);
    public static readonly ModelConstant QuotaPeriodMinMs = S.Add("cpu-max.period-min", 1, "ms", Confirmed, Bandwidth);
    public static readonly ModelConstant QuotaPeriodMaxMs = S.Add("cpu-max.period-max", 1000, "ms", Confirmed, Bandwidth);
    public static readonly ModelConstant QuotaMinMs = S.Add("cpu-max.quota-min", 1, "ms", Confirmed, Bandwidth);
    public static readonly ModelConstant QuotaSliceMs = S.Add("cpu-max.slice", 5, "ms", Confirmed, Bandwidth);
    public static readonly ModelConstant QuotaResidueMs = S.Add("cpu-max.residue", 1, "ms/cpu", Confirmed, Bandwidth);
    public static readonly ModelConstant WeightDefault = S.Add("cpu-weight.default", 100, "weight", Confirmed, "Linux Documentation/admin-guide/cgroup-v2.rst");
    public static readonly ModelConstant WeightMax = S.Add("cpu-weight.max", 10_000, "weight", Confirmed, "Linux Documentation/admin-guide/cgroup-v2.rst");

    /// <summary>Load weights by nice level, keys <c>cfs.weight.-20</c> to <c>cfs.weight.19</c>.</summary>
    public static IReadOnlyList<ModelConstant> Weights { get; } = Register("cfs.weight", NiceWeights.Weight, "weight");

    /// <summary>Inverse weights 2^32/w by nice level, keys <c>cfs.inverse-weight.-20</c> to <c>cfs.inverse-weight.19</c>.</summary>
    public static IReadOnlyList<ModelConstant> InverseWeights { get; } = Register("cfs.inverse-weight", NiceWeights.Inverse, "2^32/weight");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;

    private static ModelConstant[] Register(string prefix, Func<int, long> value, string unit) =>
        [.. Enumerable.Range(NiceWeights.NiceMin, NiceWeights.Levels).Select(nice => S.Add(FormattableString.Invariant($"{prefix}.{nice}"), value(nice), unit, Confirmed, Core))];
}
