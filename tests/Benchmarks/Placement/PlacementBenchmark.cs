using System.Diagnostics;
using System.Globalization;
using Cloud.Scheduler;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Benchmarks.Placement;

/// <summary>Placements per second with creates and deletes in steady state, one thread, by fleet size; with groups, and by the scan.</summary>
internal static class PlacementBenchmark
{
    /// <summary>Best-fit with NUMA: the fewest NUMA nodes, on them the tightest fit.</summary>
    private static readonly PlacementProfile BestFit = new("best-fit", "")
    {
        Composition = ScoreComposition.Absolute,
        Scorers = [new(new FewestNumaNodes(), 100), new(new TightestNumaFit(), 1)],
    };

    public static void Run()
    {
        Console.WriteLine($"{"hosts",9} {"profile",10} {"groups",6} {"placements/s",13} {"p50 us",7} {"p99 us",7} {"p99.9",7} {"max us",8} {"bytes/host",11} {"bytes/step",10} {"full",5} {"refused",8}");
        foreach (var hosts in (int[])[1_000, 10_000, 100_000, 1_000_000])
        {
            foreach (var groups in (bool[])[false, true]) Measure(hosts, BestFit, groups);
            Scan(hosts, BestFit);
        }
    }

    private static void Measure(int hosts, PlacementProfile profile, bool groups)
    {
        var churn = new Churn(hosts, profile, groups);
        var steps = hosts >= 1_000_000 ? 200_000 : 400_000;
        for (var step = 0; step < steps / 2; step++) Step(churn);
        var times = new long[steps];
        var rates = new double[5];
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < rates.Length; run++)
        {
            var from = run * steps / rates.Length;
            var refused = churn.Refused;
            var start = Stopwatch.GetTimestamp();
            for (var step = from; step < from + steps / rates.Length; step++)
            {
                var flavor = churn.Draw();
                var before = Stopwatch.GetTimestamp();
                churn.Place(flavor);
                times[step] = Stopwatch.GetTimestamp() - before;
                churn.Shrink();
            }

            rates[run] = (steps / rates.Length - (churn.Refused - refused)) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        Array.Sort(rates);
        Print(hosts, profile.Name, groups, rates[2], times, churn, bytes / (double)steps);
    }

    private static void Print(int hosts, string profile, bool groups, double rate, long[] times, Churn churn, double bytes)
    {
        double At(double share) => times[(int)((times.Length - 1) * share)] * 1e6 / Stopwatch.Frequency;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{hosts,9} {profile,10} {(groups ? "10 %" : "-"),6} {rate,13:N0} {At(0.5),7:F1} {At(0.99),7:F1} {At(0.999),7:F1} {At(1),8:F0} {churn.BytesPerHost,11:F0} {bytes,10:F2} {churn.Level,5:P0} {churn.Refused,8}"));
    }

    /// <summary>The same decisions by looking at every host.</summary>
    private static void Scan(int hosts, PlacementProfile profile)
    {
        if (hosts > 100_000) return;
        var churn = new Churn(hosts, profile, groups: false);
        var times = new double[Math.Max(20, 200_000 / hosts)];
        for (var step = 0; step < times.Length; step++)
        {
            var request = HuaweiMix.Requests[churn.Draw()];
            var start = Stopwatch.GetTimestamp();
            PlacementPipeline.Place(churn.Ledger, request, profile);
            times[step] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hosts,9} {"scan",10} {"-",6} {1e6 / times[times.Length / 2],13:N0} {times[times.Length / 2],7:F0}"));
    }

    private static void Step(Churn churn)
    {
        churn.Place(churn.Draw());
        churn.Shrink();
    }
}
