using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class MemoryTests
{
    private static readonly HardwareProfile Milan = HardwareProfiles.Get("epyc-7763-2s");

    [Theory] // Table of section 8.1.
    [InlineData(4, PageSize.Small, 4, PageSize.Small, 24)]
    [InlineData(4, PageSize.Small, 4, PageSize.Large, 19)]
    [InlineData(4, PageSize.Small, 4, PageSize.Huge, 14)]
    [InlineData(4, PageSize.Large, 4, PageSize.Large, 15)]
    [InlineData(4, PageSize.Large, 4, PageSize.Huge, 11)]
    [InlineData(4, PageSize.Huge, 4, PageSize.Huge, 8)]
    [InlineData(4, PageSize.Small, 5, PageSize.Small, 29)]
    [InlineData(5, PageSize.Small, 5, PageSize.Small, 35)]
    [InlineData(4, PageSize.Huge, 5, PageSize.Small, 17)]
    public void References_TwoDimensionalWalk_IsTheTable(int guestLevels, PageSize guest, int hostLevels, PageSize host, int references) =>
        Assert.Equal(references, NestedWalk.References(guestLevels, guest, hostLevels, host));

    [Fact]
    public void WalkCycles_Configurations_AreTheTable()
    {
        Assert.Equal(84, NestedWalk.Cycles(NestedWalk.EffectiveReferences(PageSize.Small, PageSize.Small), PagingConstants.TypicalPteCycles), 1e-6);
        Assert.Equal(300, NestedWalk.Cycles(NestedWalk.EffectiveReferences(PageSize.Small, PageSize.Large), PagingConstants.RandomPteCycles), 1e-6);
        Assert.Equal(33.6, NestedWalk.Cycles(NestedWalk.EffectiveNativeReferences(PageSize.Small), PagingConstants.TypicalPteCycles), 1e-6);
        Assert.InRange(NestedWalk.PteCycles(Milan, new(.2, .5, .25, .05), 105), 28, 36);
    }

    [Fact]
    public void LoadNs_GrowingFootprint_HasKneesAtTheTlbSizes()
    {
        double At(double pages) => TranslationOverhead.LoadNs(Milan, pages * 4096, PageSize.Small, 84, 4);
        Assert.Equal(4, At(64));
        Assert.True(At(128) > 4 && At(2048) < 4 + (7 / 3.1) && At(4096) > At(2048) + 10);
        Assert.Equal(4, TranslationOverhead.LoadNs(Milan, 64 * ModelUnits.LargePageBytes, PageSize.Large, 42, 4));
    }

    [Theory] // Test vector of section 8.2.
    [InlineData(180, 1, 5.5556)]
    [InlineData(180, 0, 1.3889)]
    [InlineData(256, .25, 1.2019)]
    public void IdleTax_Ratio_IsTheTestVector(double pages, double active, double ratio) =>
        Assert.Equal(ratio, IdleTax.Ratio(new(1000, pages, active), 0.75), 4);

    [Theory] // Test vector of section 8.2.
    [InlineData(0.75, 288, 72)]
    [InlineData(0, 180, 180)]
    [InlineData(0.999, 360, 0)]
    public void IdleTax_TwoGuests_EndWhereTheTestVectorSays(double tax, double active, double idle)
    {
        var pages = new double[2];
        IdleTax.Equilibrium([new(1000, 0, 1), new(1000, 0, 0)], 360, tax, 0.5, pages);
        Assert.Equal(active, pages[0], 0.6);
        Assert.Equal(idle, pages[1], 0.6);
    }

    [Fact]
    public void IdleTax_AnyGuests_HandOutExactlyTheMemoryAndRespectBounds() =>
        Gen.Select(Gen.Double[1, 1000], Gen.Double[0, 1]).Array[1, 6].Sample(guests =>
        {
            var clients = guests.Select(g => new MemoryClient(g.Item1, 0, g.Item2, 10, 500)).ToArray();
            var pages = new double[clients.Length];
            IdleTax.Equilibrium(clients, 100 * clients.Length, 0.75, 1, pages);
            Assert.Equal(100 * clients.Length, pages.Sum(), 1e-6);
            Assert.All(pages, p => Assert.InRange(p, 10, 500));
        });

    [Fact]
    public void Victim_LowestRatioAboveItsMinimum_Pays()
    {
        MemoryClient[] clients = [new(1000, 180, 1), new(1000, 180, 0), new(10, 50, 0, MinPages: 50)];
        Assert.Equal(1, IdleTax.Victim(clients, 0.75));
        Assert.Equal(-1, IdleTax.Victim(clients.AsSpan(2), 0.75));
    }

    [Fact]
    public void PressureStates_FallAndRise_WithHysteresis()
    {
        var state = PressureState.High;
        PressureState Step(double free) => state = PressureStates.Next(state, free);
        Assert.Equal(PressureState.High, Step(0.05));
        Assert.Equal(PressureState.Soft, Step(0.039));
        Assert.Equal(PressureState.Soft, Step(0.055));
        Assert.Equal(PressureState.Low, Step(0.005));
        Assert.Equal(PressureState.Low, Step(0.015));
        Assert.Equal(PressureState.Hard, Step(0.03));
        Assert.Equal(PressureState.Soft, Step(0.045));
        Assert.Equal(PressureState.High, Step(0.07));
    }

    [Fact]
    public void ReclaimPlan_AnyNeed_SumsUp() =>
        Gen.Select(Gen.Double[0, 1e12], Gen.Double[0, 1e11].Array[5]).Sample((need, p) =>
        {
            var plan = ReclaimPlan.For(need, new(p[0], p[1], p[2], p[3], p[4]));
            Assert.Equal(need, plan.Total + plan.Missing, 1e-3);
            Assert.True(plan.Total <= p.Sum() * (1 + 1e-12));
            Assert.True(plan.Swapped <= 0 || plan.Compressed >= p[3] * (1 - 1e-12), "swap is last");
        });

    [Theory] // Test vector of section 8.6.
    [InlineData(1e-4, 6.07)]
    [InlineData(1e-3, 60.7)]
    [InlineData(1e-2, 607)]
    public void Swap_Nvme_IsTheTestVector(double fraction, double ns) =>
        Assert.Equal(ns, Offload.AddedNs(fraction, ReclaimConstants.SwapNvmeUs), 1e-6);

    [Fact]
    public void Ksm_Defaults_ScanNineteenMebibytes()
    {
        var rate = PageSharing.ScanPagesPerSecond(ReclaimConstants.KsmPages, ReclaimConstants.KsmSleepMs);
        Assert.Equal(5000, rate);
        Assert.Equal(19.53, rate * 4096 / ModelUnits.MiB, 2);
        Assert.Equal(0.015, PageSharing.ScanCpuFraction(rate), 1e-9);
        Assert.Equal(2 * 50_000 / 5000, PageSharing.MergeSeconds(50_000, rate), 1e-9);
        Assert.True(PageSharing.SavedBytes(1, 1, 100, 0) < 0);
        Assert.InRange(PageSharing.EsxOverheadFraction, 0.003, 0.005);
    }

    [Fact]
    public void Sharing_MoreClones_SaturatesBelowWhatIsShared()
    {
        Assert.InRange(PageSharing.ReclaimedFraction(SharingMix.Identical, 10), 0.54, 0.66);
        Assert.Equal(0.67, PageSharing.SharedFraction(SharingMix.Identical, 10), 2);
        for (var n = 1; n < 100; n++)
        {
            Assert.True(PageSharing.ReclaimedFraction(SharingMix.Identical, n + 1) > PageSharing.ReclaimedFraction(SharingMix.Identical, n));
            Assert.True(PageSharing.ReclaimedFraction(SharingMix.Identical, n) <= PageSharing.SharedFraction(SharingMix.Identical, n));
        }
    }

    [Fact]
    public void Ballooning_RateRetryAndOverhead()
    {
        Assert.Equal(2.2, Ballooning.Seconds(0, 2e9, 1), 1e-9);
        Assert.Equal(1, Ballooning.Seconds(2e9, 0, 0), 1e-9);
        Assert.Equal(0, Ballooning.Overhead(256e6, 0, 0.5), 1e-12);
        Assert.InRange(Ballooning.Overhead(256e6, 128e6, 0.5), 0.005, 0.05);
        Assert.Equal(60e6, Ballooning.GuestSwapBytes(256e6, 128e6, 188e6), 3);
        Assert.InRange(Offload.GainFraction(ReclaimConstants.ColdFraction, ReclaimConstants.CompressionRatio), 0.2, 0.32);
        Assert.Equal(121.4 + 1, Offload.TouchUs(1000, 60.7, doublePaging: true), 1e-9);
        Assert.Equal(0.0015, Offload.CompressionSlowdown(1000), 1e-9);
    }

    [Fact]
    public void NumaAccess_MeanTime_NeverBelowLocal() =>
        Gen.Double[0.001, 1].Array[8].Sample(raw =>
        {
            var sum = raw.Sum();
            var fractions = raw.Select(f => f / sum).ToArray();
            var mode = Milan.FindNumaMode("nps4")!;
            var mean = NumaAccess.MeanNs(mode.LatencyNs, 3, fractions);
            Assert.InRange(mean, 96, 200);
            Assert.True(NumaAccess.Slowdown(mean, 96, 0.4) >= 1);
        });

    [Fact]
    public void NodesNeeded_WideGuests_SpanNodes()
    {
        var nps4 = Milan.FindNumaMode("nps4")!;
        Assert.Equal(1, NumaAccess.NodesNeeded(nps4, 32, 128 * 1024, 1));
        Assert.Equal(2, NumaAccess.NodesNeeded(nps4, 33, 1024, 1));
        Assert.Equal(2, NumaAccess.NodesNeeded(nps4, 8, 200 * 1024, 1));
        Assert.Equal(0, NumaAccess.NodesNeeded(nps4, 257, 1024, 1));
        var (seconds, cpu) = NumaAccess.AutoBalance(2560, 1000);
        Assert.Equal(10, seconds, 1e-9);
        Assert.InRange(cpu, 0.09, 0.11);
    }

    [Fact]
    public void MaxMinFair_AnyDemands_ConservesAndNeverExceeds() =>
        Gen.Select(Gen.Double[0, 100].Array[1, 12], Gen.Double[0, 500]).Sample((demands, capacity) =>
        {
            var granted = new double[demands.Length];
            MaxMinFair.Share(demands, capacity, granted);
            Assert.Equal(Math.Min(capacity, demands.Sum()), granted.Sum(), 1e-6);
            for (var i = 0; i < demands.Length; i++) Assert.True(granted[i] <= demands[i] + 1e-9);
            var floor = granted.Where((g, i) => g < demands[i] - 1e-9).DefaultIfEmpty(double.PositiveInfinity).Min();
            Assert.True(granted.All(g => g <= floor + 1e-6), "nobody has more than the smallest unsatisfied share");
        });

    [Fact]
    public void NumaBandwidth_RemoteTraffic_IsBoundByTheLink()
    {
        var mode = Milan.DefaultNumaMode;
        var granted = new double[4];
        NumaBandwidth.Grant(Milan, mode, [50, 300, 20, 30], granted);
        Assert.Equal(50, granted[0], 1e-9);
        Assert.InRange(granted[1], 80, 90);
        Assert.All(Enumerable.Range(0, 2), n => Assert.InRange(NumaBandwidth.ControllerLoad(mode, granted, n), 0, 1.000001));
    }

    [Fact]
    public void FrameTable_ForeignFrame_IsAViolation_AndSharedOnesCopyOnWrite()
    {
        var table = new FrameTable();
        Assert.Equal(MapOutcome.Mapped, table.Map(1, 100));
        Assert.Equal(MapOutcome.Violation, table.Map(2, 100));
        Assert.Equal(MapOutcome.Violation, table.Map(2, 100, readOnlyShared: true));
        Assert.Equal(MapOutcome.Mapped, table.Map(1, 200, readOnlyShared: true));
        Assert.Equal(MapOutcome.Mapped, table.Map(2, 200, readOnlyShared: true));
        Assert.Equal(MapOutcome.Violation, table.Map(3, 200));
        Assert.Equal(MapOutcome.Mapped, table.CopyOnWrite(2, 200, 300));
        Assert.Equal(MapOutcome.Violation, table.CopyOnWrite(2, 200, 301));
        Assert.True(table.InvariantHolds);
        Assert.Equal(3, table.Frames);
    }

    [Fact]
    public void FrameTable_AnyAttempts_KeepTheInvariant() =>
        Gen.Select(Gen.Int[1, 4], Gen.Long[0, 10], Gen.Bool).Array[1, 60].Sample(attempts =>
        {
            var table = new FrameTable();
            foreach (var (guest, frame, shared) in attempts) table.Map(guest, frame, shared);
            Assert.True(table.InvariantHolds);
        });
}
