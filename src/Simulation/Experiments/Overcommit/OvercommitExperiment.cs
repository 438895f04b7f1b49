using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Overcommit;

/// <summary>
/// Replays recorded use over hosts under one policy. Demand never ends: at each sample, VMs from an endless queue fill what the hosts may
/// promise, first host first. So what a policy promises more is capacity that somebody uses, and what it promises too much is felt.
/// </summary>
/// <remarks>
/// VM n of the queue plays series n (modulo their number) with 1, 2 or 4 vCPUs in turn and stays for 8 to 48 hours [E], a fixed function of n: a replay draws
/// nothing at random. Steal is the closed form of the cost model for vCPUs that run independently at the recorded mean load.
/// </remarks>
public static class OvercommitExperiment
{
    private static readonly int[] Limits = [1, 2, 4];

    /// <summary>The policies that are compared: none, static ratios, percentiles, N-sigma, their maximum, and the oracle.</summary>
    public static IReadOnlyList<(string Name, IOvercommitPolicy Policy)> Policies { get; } =
    [
        ("none", new StaticRatio(1)),
        ("static 1.11 (Borg's 0.9 of limits)", new StaticRatio(1 / 0.9)),
        ("static 2", new StaticRatio(2)),
        ("static 3", new StaticRatio(3)),
        ("static 4", new StaticRatio(4)),
        ("static 8", new StaticRatio(8)),
        ("percentile 90", new PercentileOfUse(90)),
        ("percentile 95", new PercentileOfUse(95)),
        ("percentile 99", new PercentileOfUse(99)),
        ("n-sigma 3", new NSigma(3)),
        ("n-sigma 5", new NSigma(5)),
        ("n-sigma 10", new NSigma(10)),
        ("max(percentile 99, n-sigma 5)", new MaximumOf([new PercentileOfUse(99), new NSigma(5)])),
        ("oracle", new PeakOracle()),
    ];

    /// <summary>For memory: what the reclamation model can give back bounds every policy.</summary>
    public static IReadOnlyList<(string Name, IOvercommitPolicy Policy)> MemoryPolicies { get; } =
    [
        ("none", new StaticRatio(1)),
        ("static 1.5 (Nova before Antelope)", new StaticRatio(1.5)),
        ("reclaim bound", new ReclaimableMemory(MemoryBound.Default)),
        ("max(reclaim bound, percentile 99)", new MaximumOf([new ReclaimableMemory(MemoryBound.Default), new PercentileOfUse(99)])),
        ("max(reclaim bound, n-sigma 5)", new MaximumOf([new ReclaimableMemory(MemoryBound.Default), new NSigma(5)])),
        ("oracle", new PeakOracle()),
    ];

    /// <summary>Replays under one policy.</summary>
    public static OvercommitResult Run(IReadOnlyList<UtilisationSeries> series, string name, IOvercommitPolicy policy, OvercommitOptions options)
    {
        if (series.Count == 0) throw new ArgumentException("There is nothing to replay.", nameof(series));
        var hosts = Enumerable.Range(0, options.Hosts).Select(_ => new ReplayedHost(options, policy)).ToArray();
        var sums = new Sums();
        var queued = 0;
        for (var tick = 0; tick < options.Ticks; tick++)
        {
            foreach (var host in hosts) host.Update(tick);
            queued = Fill(hosts, number => Guest(series, number, tick, options.Window), queued);
            foreach (var host in hosts)
            {
                var (use, steal, ready) = host.Play(tick);
                if (tick >= options.FillTicks) sums.Add(host.Promised, use, steal, ready, options.Budget.IsViolatedBy(steal, ready));
            }
        }

        return sums.Result(name, options);
    }

    /// <summary>Places the queue, in order, until its first VM fits nowhere; returns that one's number.</summary>
    private static int Fill(ReplayedHost[] hosts, Func<int, ReplayedGuest> guest, int queued)
    {
        for (var next = guest(queued); Array.Exists(hosts, host => host.TryTake(next)); next = guest(queued)) queued++;
        return queued;
    }

    private static ReplayedGuest Guest(IReadOnlyList<UtilisationSeries> series, int number, int tick, int window) =>
        new(series[number % series.Count], Limits[number % Limits.Length], tick + 96 + (int)(number * 7919L % 480), window);

    private sealed class Sums
    {
        private double _promised, _use, _steal, _worst, _ready;
        private long _count, _violations;

        public void Add(double promised, double use, double steal, double ready, bool violated)
        {
            _promised += promised;
            _use += use;
            _steal += steal;
            _ready += ready;
            _worst = Math.Max(_worst, steal);
            _count++;
            if (violated) _violations++;
        }

        public OvercommitResult Result(string name, OvercommitOptions options)
        {
            var units = (double)_count * options.UnitsPerHost;
            var violations = (double)_violations / _count;
            return new(
                name, _promised / units, _use / units, violations, _steal / _count, _worst, _ready / _count, violations <= options.Budget.TimeShare);
        }
    }
}
