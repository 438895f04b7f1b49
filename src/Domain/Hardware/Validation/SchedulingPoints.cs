using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Domain.Hardware.Costs.Servers;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V22 to V29b: schedulers, control groups, thread-level parallelism.</summary>
internal static class SchedulingPoints
{
    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V22", "",
        [
            Given("weight of nice -20", 88_761, "", () => NiceWeights.Weight(-20), 0), Given("weight of nice 19", 15, "", () => NiceWeights.Weight(19), 0),
            Given("inverse weight of nice 19", 286_331_153, "", () => NiceWeights.Inverse(19), 0), Given("sum of all weights", 445_163, "", WeightSum, 0),
            Given("latency of a server", 24, "ms", () => FairSlices.CfsPeriodMs(2, 64), 0), Given("granularity of a server", 3, "ms", () => FairSlices.CfsPeriodMs(10, 64) / 10, 0),
        ]),
        new("V23", "Shares and slices follow from the tables by the scheduler's formulas; the point itself is derived in the sheet from V22 [D], so it is not a publication.",
        [
            Predict("share of nice 0", 75.35, "%", 0.005, () => 100 * FairSlices.Share(NiceWeights.Weight(0), NiceWeights.Weight(0) + NiceWeights.Weight(5))),
            Predict("slice of nice 0", 18.084, "ms", 0.005, () => FairSlices.CfsSliceMs(NiceWeights.Weight(0), NiceWeights.Weight(0) + NiceWeights.Weight(5), 2, 8)),
            Predict("slice of nice 5", 5.916, "ms", 0.005, () => FairSlices.CfsSliceMs(NiceWeights.Weight(5), NiceWeights.Weight(0) + NiceWeights.Weight(5), 2, 8)),
        ]),
        new("V24", "", [Given("base slice since 2025", 0.70, "ms", () => SchedulerConstants.EevdfBaseSliceMs, 0), Given("base slice of 6.6", 0.75, "ms", () => SchedulerConstants.EevdfOldBaseSliceMs, 0)]),
        new("V25", "",
        [
            Given("period", 100, "ms", () => SchedulerConstants.QuotaPeriodMs, 0), Given("slice", 5, "ms", () => SchedulerConstants.QuotaSliceMs, 0),
            Given("shortest period", 1, "ms", () => SchedulerConstants.QuotaPeriodMinMs, 0), Given("longest period", 1000, "ms", () => SchedulerConstants.QuotaPeriodMaxMs, 0),
            Given("burst per CPU", 1, "ms", () => CpuQuota.BurstMs(1), 0),
        ]),
        new("V26", "The published formulas, evaluated.", [Predict("1024 shares, old", 39, "weight", 0, () => CpuShares.ToWeightLinear(1024)), Predict("1024 shares, new", 100, "weight", 0, () => CpuShares.ToWeightQuadratic(1024))]),
        new("V27", "The published formula, evaluated on the sheet's two processes in 1 GiB.",
        [
            Predict("badness of 20,000 pages with adjustment 500", 151_000, "points", 0, () => OutOfMemory.Badness(new(20_000, 0, 0, 500), 262_144)!.Value),
            Predict("victim beside 100,000 pages and an immune process", 1, "index", 0, () => OutOfMemory.Victim([new(100_000, 0, 0, 0), new(20_000, 0, 0, 500), new(200_000, 0, 0, -1000)], 262_144)),
        ]),
        new("V28", "Thread counts and duty cycles of the applications are presets of ours.", [GivenRange("median TLP of ten desktop presets", 1.5, 1, 1.5, "threads", () => SuiteTlp(Desktop2000, 0.5))]),
        new("V29", "Thread counts and duty cycles of the applications are presets of ours.", [GivenRange("80th percentile of ten presets", 3, 1, 3, "threads", () => SuiteTlp(Desktop2010, 0.8))]),
        new("V28b", "Eight threads of a browser, each running a fifth of the time: a preset of ours.", [GivenRange("TLP of the browser preset", 2, ServerConstants.BrowserTlpMin, ServerConstants.BrowserTlpMax, "threads", () => IndependentTlp(8, 0.2))]),
        new("V29b", "", [GivenRange("throughput of a core with both threads busy", 1.25, 1.0, 1.3, "ratio", () => ServerConstants.SmtDefault)]),
    ];

    private static (int Threads, double Busy)[] Desktop2000 =>
        [(1, .6), (1, .9), (2, .2), (2, .3), (2, .4), (3, .2), (3, .25), (2, .5), (4, .15), (4, .3)];

    private static (int Threads, double Busy)[] Desktop2010 =>
        [(2, .3), (4, .2), (6, .15), (8, .2), (4, .4), (8, .25), (3, .5), (6, .3), (8, .6), (10, .1)];

    private static double WeightSum() => Enumerable.Range(NiceWeights.NiceMin, NiceWeights.Levels).Sum(NiceWeights.Weight);

    private static double SuiteTlp((int Threads, double Busy)[] suite, double quantile)
    {
        var values = suite.Select(app => IndependentTlp(app.Threads, app.Busy)).Order().ToArray();
        return values[(int)Math.Ceiling(quantile * values.Length) - 1];
    }

    // Independent threads: the number running is binomial.
    private static double IndependentTlp(int threads, double busy)
    {
        var fractions = new double[threads + 1];
        fractions[0] = 1;
        for (var n = 1; n <= threads; n++)
            for (var i = n; i >= 0; i--) fractions[i] = (fractions[i] * (1 - busy)) + (i > 0 ? fractions[i - 1] * busy : 0);
        return Parallelism.Tlp(fractions);
    }
}
