using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Experiments.Overcommit;
using Cloud.Simulation.Tests.Published;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Experiments.Overcommit;

public sealed class OvercommitExperimentTests
{
    private static readonly OvercommitOptions Small = new() { Hosts = 2, UnitsPerHost = 8, Ticks = 600, FillTicks = 288 };

    /// <summary>One VM that always uses a quarter of its limit.</summary>
    private static readonly UtilisationSeries[] Quarter = [Constant("quarter", 25)];

    [Fact]
    public void Run_WithoutOvercommit_PromisesTheHardwareAndNobodyWaits()
    {
        var result = Run(Quarter, new StaticRatio(1));
        Assert.InRange(result.Promised, 0.8, 1);
        Assert.Equal((0, 0.0, true), (result.ViolationShare, result.WorstSteal, result.WithinBudget));
        Assert.Equal(result.Promised / 4, result.Used, 9);
    }

    [Fact]
    public void Run_AQuarterUsed_PolicyThatLooksFindsIt()
    {
        // A guest of 4 vCPUs needs 4 free threads of 64 when it comes: up to 60 may be behind what is there, at a quarter each.
        var large = Small with { UnitsPerHost = 64 };
        var percentile = OvercommitExperiment.Run(Quarter, "percentile", new PercentileOfUse(99), large);
        var oracle = OvercommitExperiment.Run(Quarter, "oracle", new PeakOracle(), large);
        Assert.InRange(oracle.Promised, 3.5, 4);
        Assert.InRange(percentile.Promised, 2.5, oracle.Promised);
    }

    [Fact]
    public void Run_FarTooMuchPromised_ViolatesTheBudget()
    {
        var result = Run([Constant("busy", 80)], new StaticRatio(4));
        Assert.False(result.WithinBudget);
        Assert.Equal(1, result.ViolationShare);
        // 32 vCPUs at 80 % on 8 threads: 25.6 threads are demanded, 8 are there.
        Assert.InRange(result.MeanSteal, 0.6, 0.6875);
    }

    [Fact]
    public void Run_BudgetEnforced_PromisesLess()
    {
        UtilisationSeries[] busy = [Constant("busy", 80)];
        var free = OvercommitExperiment.Run(busy, "free", new StaticRatio(4), Small);
        var bound = OvercommitExperiment.Run(busy, "bound", new StaticRatio(4), Small with { EnforceBudget = true });
        Assert.True(bound.Promised < free.Promised, $"{bound.Promised} is not below {free.Promised}");
        Assert.True(bound.ViolationShare < free.ViolationShare);
    }

    [Fact]
    public void Run_Twice_IsTheSame() => Assert.Equal(Run(Quarter, new NSigma(3)), Run(Quarter, new NSigma(3)));

    [Fact]
    public void Run_Memory_NeverAboveTheReclaimBound()
    {
        // All touched, all active: sharing gives back a tenth at least, and nothing else does.
        var result = OvercommitExperiment.Run(
            [Constant("full", 100)], "reclaim", new ReclaimableMemory(MemoryBound.Default), Small with { Resource = OvercommitResource.Memory });
        Assert.InRange(result.Promised, 0.8, MemoryBound.Default.LargestRatio(1, 1));
    }

    [Theory, InlineData("planetlab-2011", "planetlab-2011-3days.tar.gz", 0), InlineData("gcd-2011-vms", "GCD_VMs.tar.gz", 0)]
    public void Run_RecordedUse_PoliciesThatLookGainMoreThanGooglesYardstickWithinTheBudget(string folder, string file, int column)
    {
        using var archive = File.OpenRead(Needs.Data(folder, file));
        var series = UtilisationTrace.ReadArchive(archive, column);
        var options = new OvercommitOptions { Hosts = 4, Ticks = 2 * 288 };
        var none = OvercommitExperiment.Run(series, "none", new StaticRatio(1), options);
        var max = OvercommitExperiment.Run(series, "max", new MaximumOf([new PercentileOfUse(99), new NSigma(5)]), options);
        var oracle = OvercommitExperiment.Run(series, "oracle", new PeakOracle(), options);
        Assert.True(max.WithinBudget);
        // Google's machines: 10 to 16 %. These series use far less of their limits.
        Assert.InRange(max.GainOver(none), 0.16, oracle.GainOver(none));
    }

    private static OvercommitResult Run(UtilisationSeries[] series, IOvercommitPolicy policy) => OvercommitExperiment.Run(series, policy.Name, policy, Small);

    private static UtilisationSeries Constant(string name, byte percent) => new(name, [.. Enumerable.Repeat(percent, UtilisationTrace.SamplesPerDay)]);
}
