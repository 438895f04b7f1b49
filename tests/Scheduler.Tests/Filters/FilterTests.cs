using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Pipeline;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Filters;

/// <summary>One host of two NUMA nodes with 8 threads and 16 GiB each, and one rule at a time.</summary>
public sealed class FilterTests
{
    [Fact]
    public void InRequestedZone_OwnOtherAndNoZone()
    {
        var ledger = Ledger(Host("h", zone: "z1"), Host("i", zone: "z2"));
        Assert.True(Passes<InRequestedZone>(ledger, Request(1, 1)));
        Assert.True(Passes<InRequestedZone>(ledger, Request(1, 1, zone: "z1")));
        Assert.False(Passes<InRequestedZone>(ledger, Request(1, 1, zone: "z2")));
        Assert.False(Passes<InRequestedZone>(ledger, Request(1, 1, zone: "z3")));
    }

    [Fact]
    public void HasEnoughNumaNodes_CountsThem()
    {
        var ledger = Ledger(Host("h"));
        Assert.True(Passes<HasEnoughNumaNodes>(ledger, Request(2, 2, 2)));
        Assert.True(Passes<HasEnoughNumaNodes>(ledger, Request(8, 8, 0)));
        Assert.Equal(new Shortfall("numaNodes", -1, 2, 4), Misses<HasEnoughNumaNodes>(ledger, Request(4, 4, 4)));
    }

    [Fact]
    public void FitsVcpus_LooksAtSharedVcpusOfEnoughNumaNodes()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 5, 1)));
        Assert.True(Passes<FitsVcpus>(ledger, Request(8, 99)));
        Assert.True(Passes<FitsVcpus>(ledger, Request(6, 99, 2)));
        Assert.Equal(new Shortfall("vcpus", 0, 1, 4), Misses<FitsVcpus>(ledger, Request(8, 2, 2)));
        Assert.Equal(new Shortfall("vcpus", 1, 1, 9), Misses<FitsVcpus>(ledger, Request(9, 1)));
        Assert.True(Passes<FitsVcpus>(ledger, Request(99, 1, 1, CpuPolicy.Dedicated)), "dedicated vCPUs are the business of FitsCores");
    }

    [Fact]
    public void FitsCores_CountsWholeCoresThatSharedGuestsCanSpare()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 3, 1)));
        ledger.Take(On("h", Cores(1, 2, 1, 0)));
        // NUMA node 0: 3 shared vCPUs stand on 2 of 4 cores. NUMA node 1: 3 cores are free.
        Assert.True(Passes<FitsCores>(ledger, Request(5, 1, 1, CpuPolicy.Dedicated)));
        Assert.Equal(new Shortfall("cores", 1, 1, 4), Misses<FitsCores>(ledger, Request(7, 1, 1, CpuPolicy.Dedicated)));
        Assert.Equal(new Shortfall("cores", 0, 1, 3), Misses<FitsCores>(ledger, Request(12, 2, 2, CpuPolicy.Dedicated)));
        Assert.True(Passes<FitsCores>(ledger, Request(99, 1)), "shared vCPUs are the business of FitsVcpus");
    }

    [Fact]
    public void FitsMemory_AddsTheOverheadToTheFirstPart()
    {
        var ledger = Ledger(Host("h", "loaded"));
        ledger.Take(On("h", Shared(0, 1, 10)));
        Assert.True(Passes<FitsMemory>(ledger, Request(99, 16)));
        Assert.True(Passes<FitsMemory>(ledger, Request(2, 12, 2)));
        Assert.Equal(new Shortfall("memoryMib", 0, 512, 6 * 1024 + 512), Misses<FitsMemory>(ledger, Request(2, 12, 2, overhead: 512)));
        Assert.Equal(new Shortfall("memoryMib", 1, 512, 16 * 1024 + 512), Misses<FitsMemory>(ledger, Request(1, 16, overhead: 512)));
    }

    [Fact]
    public void FitsDisk_ComparesWithTheHost()
    {
        var ledger = Ledger(Host("h", disk: 100));
        ledger.Take(On("h", Shared(0, 1, 1)) with { DiskGib = 70 });
        Assert.True(Passes<FitsDisk>(ledger, Request(99, 99, disk: 30)));
        Assert.Equal(new Shortfall("diskGib", -1, 1, 31), Misses<FitsDisk>(ledger, Request(1, 1, disk: 31)));
    }

    [Fact]
    public void FitsTogether_WantsCpuAndMemoryInOnePlace()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 6, 1), Shared(1, 1, 10)));
        var request = Request(4, 8);
        Assert.True(Passes<FitsVcpus>(ledger, request));
        Assert.True(Passes<FitsMemory>(ledger, request));
        // NUMA node 0 lacks 2 of 4 vCPUs, NUMA node 1 only 2 of 8 GiB.
        Assert.Equal(new Shortfall("memoryMib", 1, 2 * 1024, 8 * 1024), Misses<FitsTogether>(ledger, request));
        Assert.True(Passes<FitsTogether>(ledger, Request(4, 6)));
    }

    private static bool Passes<T>(CapacityLedger ledger, PlacementRequest request)
        where T : IHostFilter, new() => new T().Passes(ledger.View(0), PlacementAsk.For(ledger, request));

    private static Shortfall Misses<T>(CapacityLedger ledger, PlacementRequest request)
        where T : IHostFilter, new()
    {
        Assert.False(Passes<T>(ledger, request));
        return new T().Shortfall(ledger.View(0), PlacementAsk.For(ledger, request));
    }
}
