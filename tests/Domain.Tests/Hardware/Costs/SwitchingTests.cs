using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Switching;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class SwitchingTests
{
    private static readonly HardwareProfile Milan = HardwareProfiles.Get("epyc-7763-2s");
    private static readonly CacheStep MilanL2 = new(512 * 1024, 3.8, 16);

    [Theory] // Test vector of section 2.3.
    [InlineData(Replacement.LeastRecentlyUsed, 256, 1, 0)]
    [InlineData(Replacement.LeastRecentlyUsed, 512, 0, 24.986)]
    [InlineData(Replacement.Random, 256, 0.607, 4.916)]
    public void CacheRefill_MilanL2_IsTheTestVector(Replacement replacement, int kib, double survival, double us)
    {
        var bytes = kib * 1024.0;
        Assert.Equal(survival, CacheRefill.Survival(replacement, MilanL2.CapacityBytes, bytes, bytes), 3);
        Assert.Equal(us, CacheRefill.LevelNs(MilanL2, replacement, bytes, bytes, 4) / 1000, 3);
    }

    [Fact]
    public void CacheRefill_LostLines_AreThoseOfTheTestVector()
    {
        Assert.Equal(8192, CacheRefill.LostLines(Replacement.LeastRecentlyUsed, 512 * 1024, 512 * 1024, 512 * 1024));
        Assert.Equal(1612, CacheRefill.LostLines(Replacement.Random, 512 * 1024, 256 * 1024, 256 * 1024), 0);
    }

    [Fact]
    public void CacheRefill_AnySizes_IsBoundedAndGrowsWithTheFootprint() =>
        Gen.Select(Gen.Double[64, 1e9], Gen.Double[0, 1e9], Gen.Double[0, 1e8], Gen.Bool).Sample((w, x, more, lru) =>
        {
            var kind = lru ? Replacement.LeastRecentlyUsed : Replacement.Random;
            var steps = CacheRefill.Steps(Milan, 1, 105);
            var cost = CacheRefill.CostNs(steps, kind, w, x, 4);
            var bound = w / 64 * (105 - steps[0].LatencyNs) / 4;
            Assert.InRange(cost, 0, bound * (1 + 1e-9));
            Assert.True(CacheRefill.CostNs(steps, kind, w, x + more, 4) >= cost * (1 - 1e-12));
            Assert.InRange(CacheRefill.ExtraNs(steps, kind, w, x, 4), 0, cost * (1 + 1e-9));
        });

    [Fact]
    public void CacheRefill_WorkingSetGrows_RisesToTheLastLevelAndFallsBeyond()
    {
        var steps = CacheRefill.Steps(Milan, 1, 105);
        double At(double mib) => CacheRefill.ExtraNs(steps, Replacement.Random, mib * ModelUnits.MiB, mib * ModelUnits.MiB, 4);
        Assert.True(At(0.016) < At(0.5) && At(0.5) < At(4) && At(4) < At(24));
        Assert.True(At(256) < At(24) / 10, $"{At(256)} {At(24)}");
    }

    [Fact]
    public void Direct_ThreadAndProcess_AreWithinTheSheetsRange()
    {
        var clock = HardwareProfiles.Get("xeon-6338-2s").Clock;
        Assert.InRange(ContextSwitch.DirectNs(clock, new(SameAddressSpace: true)), 700, 1000);
        Assert.InRange(ContextSwitch.DirectNs(clock, new(SameAddressSpace: false)), 880, 1100);
        var parts = ContextSwitch.Direct(new(false, PageTableIsolation: true, WideVectors: true, Barrier: true));
        Assert.Equal(450 + 1500 + 60 + 400 + 300 + 4000, parts.Total);
    }

    [Fact]
    public void Direct_EveryMitigation_CostsMore()
    {
        var plain = ContextSwitch.Direct(new(true)).Total;
        Assert.True(ContextSwitch.Direct(new(false)).Total > plain);
        Assert.True(ContextSwitch.Direct(new(true, PageTableIsolation: true)).Total > plain);
        Assert.True(ContextSwitch.Direct(new(true, WideVectors: true)).Total > plain);
        Assert.True(ContextSwitch.Direct(new(true, Barrier: true)).Total > plain);
    }

    [Fact]
    public void LruStack_LecturePicture_EvictsTheOldest()
    {
        var cache = new LruStack(4);
        foreach (var block in "ABCD") Assert.False(cache.Touch(block));
        Assert.Equal("DCBA", cache.Content);
        foreach (var block in "XY") cache.Touch(block);
        Assert.Equal("YXDC", cache.Content);
        Assert.True(cache.Touch('D'));
        Assert.Equal(("DYXC", 6), (cache.Content, cache.Misses));
        Assert.False(cache.Touch('A'));
    }

    [Fact]
    public void TlbRefill_TagsSurviveAndFlushesDoNot()
    {
        Assert.Equal(2048, TlbRefill.LostEntries(tagged: false, 2048, 5000, 0));
        Assert.Equal(0, TlbRefill.LostEntries(tagged: true, 2048, 5000, 0));
        Assert.InRange(TlbRefill.LostEntries(tagged: true, 2048, 5000, 2048), 1294, 1296);
        Assert.True(TlbRefill.KeepsTag(Milan.Paging, 6));
        Assert.False(TlbRefill.KeepsTag(Milan.Paging, 7));
        Assert.False(TlbRefill.KeepsTag(HardwareProfiles.Get("xeon-2007-2s").Paging, 1));
        Assert.Equal(8 * ModelUnits.MiB, TlbRefill.ReachBytes(2048, 4096));
        Assert.Equal(4 * ModelUnits.GiB, TlbRefill.ReachBytes(2048, ModelUnits.LargePageBytes));
    }

    [Fact]
    public void Shootdown_ManyPages_IsOneFullFlush()
    {
        var all = TlbRefill.ShootdownNs(Milan.Clock, 10_000, 0);
        Assert.Equal(TlbRefill.ShootdownNs(Milan.Clock, 1, 0), all);
        Assert.True(TlbRefill.ShootdownNs(Milan.Clock, 33, 0) > all);
        Assert.Equal(all + 5000, TlbRefill.ShootdownNs(Milan.Clock, 10_000, 5000));
    }

    [Fact]
    public void ClockTick_Overhead_IsLinearInTheRate()
    {
        var tick = new ClockTick(1, 4);
        Assert.Equal(0.005, tick.Overhead(1000), 1e-12);
        Assert.Equal(tick.Overhead(250) * 4, tick.Overhead(1000), 1e-12);
        Assert.Equal(0.8, tick.IndirectShare, 1e-12);
        Assert.True(ClockTick.BulkSynchronousSlowdown(1000, 5, 1000) > ClockTick.BulkSynchronousSlowdown(10, 5, 1000));
    }

    [Fact]
    public void Creation_ForkIsLinearInMemory_ThreadIsNot()
    {
        Assert.Equal(80 + (0.05 * 16_384), TaskCreation.ForkUs(64 * ModelUnits.MiB), 1e-6);
        Assert.Equal(10, TaskCreation.ThreadUs);
        Assert.True(TaskCreation.ProcessBytes(64 * ModelUnits.MiB, 0.1) > TaskCreation.ThreadBytes);
        Assert.InRange(TaskCreation.CopyOnWriteFaultUs, 0.5, 1.5);
    }

    [Fact]
    public void Messaging_SharedMemoryBeatsPipe_AndSuffersFromContention()
    {
        var shared = Messaging.SharedMemoryNs(64, 51, 1);
        Assert.InRange(shared, 50, 200);
        Assert.True(Messaging.PipeNs(Milan.Clock, 64, sameAddressSpace: false) > 5 * shared);
        Assert.True(Messaging.SocketNs(Milan.Clock, 64) > Messaging.PipeNs(Milan.Clock, 64, sameAddressSpace: false));
        Assert.True(Messaging.SharedMemoryNs(64, 51, 16) > 5 * shared);
    }
}
