using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Capacity;

/// <summary>A ratio that changes under a ledger: exact for what comes, harmless for what is there.</summary>
public sealed class OvercommitChangeTests
{
    private static readonly OvercommitRatio One = OvercommitRatio.Of(1);
    private static readonly HostId H = new("h");

    [Fact]
    public void SetOvercommit_Lower_BlocksNewGuestsUntilEnoughHasLeft()
    {
        var ledger = Ledger(Host("h", "dense"));
        for (var guest = 0; guest < 4; guest++) ledger.Take(On("h", Shared(0, 4, 1)));
        ledger.SetOvercommit(H, 0, OvercommitRatio.Of(1.5), One);
        Assert.Equal((16, 12), (ledger.Use(H).NumaNodes[0].VcpusUsed, ledger.Use(H).NumaNodes[0].VcpusCapacity));
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 1))));
        Assert.True(ledger.Fits(On("h", Shared(1, 8, 1))), "the other NUMA node keeps the ratio of the pool");
        ledger.Release(On("h", Shared(0, 4, 1)));
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 1))));
        ledger.Release(On("h", Shared(0, 4, 1)));
        Assert.True(ledger.Fits(On("h", Shared(0, 4, 1))));
        Assert.False(ledger.Fits(On("h", Shared(0, 5, 1))));
    }

    [Fact]
    public void SetOvercommit_LowerMemory_BlocksMemory()
    {
        var ledger = Ledger(Host("h", "dense"));
        ledger.Take(On("h", Shared(0, 1, 16)));
        ledger.SetOvercommit(H, 0, One, One);
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 1))));
        ledger.SetOvercommit(H, 0, One, OvercommitRatio.Of(1.25));
        Assert.True(ledger.Fits(On("h", Shared(0, 1, 4))));
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 5))));
    }

    [Theory, InlineData("h", 0, 5), InlineData("h", 2, 1), InlineData("h", -1, 1), InlineData("other", 0, 1)]
    public void SetOvercommit_AbovePoolOrNowhere_Throws(string host, int numaNode, double ratio) =>
        Assert.ThrowsAny<ArgumentException>(() => Ledger(Host("h", "dense")).SetOvercommit(new HostId(host), numaNode, OvercommitRatio.Of(ratio), One));

    [Fact]
    public void SetOvercommit_AnyHistory_NeverPromisesAboveTheRatioInForceAndCanBeRebuilt() =>
        Gen.Select(GenHosts(3), Gen.Select(GenRequest, Gen.Int[0, 30], Gen.Int[1000, 4000]).Array[1, 40]).Sample((hosts, steps) =>
        {
            var ledger = Ledger(hosts);
            var held = new List<HostPlacement>();
            foreach (var (request, release, thousandths) in steps)
            {
                foreach (var host in hosts)
                    for (var numa = 0; numa < host.NumaNodes.Count; numa++) ledger.SetOvercommit(host.Id, numa, Under(host, thousandths), One);
                var placed = Fill(ledger, [request], PlacementProfiles.Pack);
                held.AddRange(placed);
                foreach (var placement in placed)
                    foreach (var claim in placement.Claims)
                    {
                        var use = ledger.Use(placement.Host).NumaNodes[claim.NumaNode];
                        Assert.True(claim.Cores.Count > 0 || use.VcpusUsed <= use.VcpusCapacity, $"{use}");
                        Assert.True(use.MemoryUsedMib <= use.MemoryCapacityMib, $"{use}");
                    }

                if (release >= held.Count) continue;
                ledger.Release(held[release]);
                held.RemoveAt(release);
            }

            var rebuilt = Ledger(hosts);
            foreach (var placement in held) rebuilt.Take(placement);
            Assert.Equal(hosts.Select(host => Used(ledger, host)), hosts.Select(host => Used(rebuilt, host)));
        });

    private static OvercommitRatio Under(HostDescription host, int thousandths) =>
        OvercommitRatio.Of(Math.Min(thousandths / 1000.0, Pools[host.Pool].CpuRatio));

    private static string Used(CapacityLedger ledger, HostDescription host) =>
        string.Join(' ', ledger.Use(host.Id).NumaNodes.Select(use => $"{use.VcpusUsed} {use.CoresDedicated} {use.MemoryUsedMib}"));
}
