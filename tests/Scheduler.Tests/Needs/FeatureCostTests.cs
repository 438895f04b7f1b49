using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Needs;

/// <summary>What features cost: nothing where there are none, and little where there are. Allocations are exact, so these are no timings.</summary>
public sealed class FeatureCostTests
{
    private const int Hosts = 20_000;

    [Fact]
    public void Ledger_OfAllFeatures_CostsAFewColumns()
    {
        var plain = BytesPerHost(HostFeatures.None, World.Numa8);
        var rich = BytesPerHost(NeedsWorld.Rich, NeedsWorld.Numa);
        // 2 NUMA nodes × 2 page pools × 4 bytes, 4 devices × 2, bandwidth and keys 8, 2 words of functions 16, where devices and functions start 8;
        // as much again while the columns are made.
        Assert.InRange(rich - plain, 56, 104);
        Assert.InRange(rich, 1, 800);
    }

    [Fact]
    public void Fit_OfPlainAndOfNeeds_AllocatesNothing()
    {
        var ledger = NeedsWorld.One();
        var devices = NeedsWorld.Devices(new(DeviceKind.Nic, 2, 0) { Affinity = DeviceAffinity.Required }, new(DeviceKind.Gpu, 1, 300));
        PlacementRequest[] requests =
        [
            World.Request(2, 2), NeedsWorld.Ask(2, 2, new() { Pages = PageSize.Any }), NeedsWorld.Ask(2, 2, devices),
            NeedsWorld.Ask(3, 2, new() { GuestNumaNodes = [new(1, 1024), new(2, 1024)] }, numaNodes: 2), NeedsWorld.Ask(2, 2, new() { Layout = NumaLayout.None }, numaNodes: 0),
        ];
        foreach (var request in requests)
        {
            var ask = PlacementAsk.For(ledger, request);
            var view = ledger.View(0);
            Assert.True(NumaFitter.Parts(view, ask) > 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) NumaFitter.Parts(view, ask);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Matching_ASlotThatCouldGoAnywhere_MakesWay()
    {
        // The first slot takes gpu0 when it may; the second can only have gpu0.
        var needs = NeedsWorld.Devices(new(DeviceKind.Gpu, 1, 500), new(DeviceKind.Gpu, 1, 500) { Models = ["t4"] });
        var placement = NeedsWorld.One().Put(NeedsWorld.Ask(1, 1, needs));
        Assert.Equal(["gpu0", "gpu1"], placement.Extras!.Devices.Select(claim => claim.Device));
    }

    private static long BytesPerHost(HostFeatures features, NumaNodeDescription numa)
    {
        NumaNodeDescription[] numaNodes = [numa, numa];
        var hosts = Enumerable.Range(0, Hosts).Select(host => World.Host($"h{host}", numaNodes: numaNodes) with { Features = features }).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ledger = new CapacityLedger(hosts, World.Pools);
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Hosts, ledger.Hosts.Count);
        GC.KeepAlive(hosts);
        return (after - before) / Hosts;
    }
}
