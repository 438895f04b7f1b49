using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Capacity;

public sealed class CapacityLedgerTests
{
    [Fact]
    public void Fits_SharedVcpus_StopsAtThreadsTimesRatio()
    {
        var ledger = Ledger(Host("h", "dense"));
        for (var guest = 0; guest < 4; guest++) ledger.Take(On("h", Shared(0, 8, 1)));
        Assert.Equal(32, ledger.Use(new HostId("h")).NumaNodes[0].VcpusUsed);
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 1))));
        Assert.True(ledger.Fits(On("h", Shared(1, 8, 1))));
    }

    [Fact]
    public void Fits_GuestLargerThanTheThreads_IsRefusedWhateverTheRatio() =>
        Assert.False(Ledger(Host("h", "dense")).Fits(On("h", Shared(0, 9, 1))));

    [Fact]
    public void Fits_GuestMemoryAbovePhysical_IsRefusedWhateverTheRatio()
    {
        var ledger = Ledger(Host("h", "dense"));
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 17))));
        ledger.Take(On("h", Shared(0, 1, 16)));
        Assert.True(ledger.Fits(On("h", Shared(0, 1, 8))));
        Assert.False(ledger.Fits(On("h", Shared(0, 1, 9))));
    }

    [Fact]
    public void Fits_DedicatedCores_AreWholeAndHeldOnce()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Cores(0, 3, 1, 0, 2)));
        Assert.False(ledger.Fits(On("h", Cores(0, 2, 1, 2))));
        Assert.True(ledger.Fits(On("h", Cores(0, 2, 1, 1))));
        Assert.False(ledger.Fits(On("h", Cores(0, 3, 1, 1))), "3 vCPUs need 2 cores of 2 threads");
        Assert.False(ledger.Fits(On("h", Cores(0, 1, 1, 1, 3))), "1 vCPU needs 1 core");
    }

    [Fact]
    public void Fits_CoresUnderSharedGuests_AreNotGivenAway()
    {
        var ledger = Ledger(Host("h", "dense"));
        for (var guest = 0; guest < 5; guest++) ledger.Take(On("h", Shared(0, 2, 1)));
        // 10 vCPUs at 4 per thread stand on 3 threads, so on 2 of the 4 cores.
        Assert.True(ledger.Fits(On("h", Cores(0, 4, 1, 0, 1))));
        Assert.False(ledger.Fits(On("h", Cores(0, 6, 1, 0, 1, 2))));
    }

    [Fact]
    public void Fits_CoresUnderALargeSharedGuest_AreNotGivenAway()
    {
        var ledger = Ledger(Host("h", "dense"));
        ledger.Take(On("h", Shared(0, 7, 1)));
        // By the ratio 2 threads would do for 7 vCPUs, but then the guest would overcommit against itself.
        Assert.False(ledger.Fits(On("h", Cores(0, 2, 1, 0))));
        ledger.Release(On("h", Shared(0, 7, 1)));
        ledger.Take(On("h", Shared(0, 6, 1)));
        Assert.True(ledger.Fits(On("h", Cores(0, 2, 1, 0))));
    }

    [Fact]
    public void Use_CoresDedicated_ShrinkTheSharedCapacity()
    {
        var ledger = Ledger(Host("h", "dense", numaNodes: [Numa8]));
        ledger.Take(On("h", Cores(0, 2, 1, 3)) with { DiskGib = 5 });
        var use = ledger.Use(new HostId("h"));
        Assert.Equal(new HostUse(new HostId("h"), 1, 5, 100, use.NumaNodes), use);
        Assert.Equal(new NumaUse(0, 0, 24, 1, 4, 1024, 24 * 1024), Assert.Single(use.NumaNodes));
    }

    [Fact]
    public void Fits_MalformedPlacement_IsRefused()
    {
        var ledger = Ledger(Host("h"));
        Assert.All(
            [
                On("other", Shared(0, 1, 1)),
                On("h"),
                On("h", Shared(2, 1, 1)),
                On("h", Shared(-1, 1, 1)),
                On("h", Shared(1, 1, 1), Shared(0, 1, 1)),
                On("h", Shared(0, 1, 1), Shared(0, 1, 1)),
                On("h", Shared(0, 0, 1)),
                On("h", Shared(0, 1, 0)),
                On("h", Cores(0, 2, 1, 4)),
                On("h", Cores(0, 4, 1, 1, 0)),
                On("h", Cores(0, 4, 1, 1, 1)),
                On("h", Shared(0, 1, 1)) with { DiskGib = -1 },
                On("h", Shared(0, 1, 1)) with { DiskGib = 101 },
            ],
            placement => Assert.False(ledger.Fits(placement)));
    }

    [Fact]
    public void Take_WhatDoesNotFit_ThrowsAndChangesNothing()
    {
        var ledger = Ledger(Host("h"));
        var before = State(ledger);
        Assert.Throws<InvalidOperationException>(() => ledger.Take(On("h", Shared(0, 1, 1), Shared(1, 9, 1))));
        Assert.Equal(before, State(ledger));
    }

    [Fact]
    public void Release_WhatIsNotHeld_ThrowsAndChangesNothing()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 2, 4)));
        ledger.Take(On("h", Cores(0, 2, 1, 0)));
        var before = State(ledger);
        Assert.All(
            [
                On("h", Shared(0, 1, 1)),
                On("h", Shared(1, 2, 4)),
                On("h", Shared(0, 2, 6)),
                On("h", Cores(0, 2, 1, 1)),
                On("h", Shared(0, 2, 4)) with { DiskGib = 1 },
                On("other", Shared(0, 2, 4)),
            ],
            placement => Assert.Throws<InvalidOperationException>(() => ledger.Release(placement)));
        Assert.Equal(before, State(ledger));
    }

    [Fact]
    public void Constructor_HostsThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Ledger(Host("h"), Host("h")));
        Assert.Throws<ArgumentException>(() => Ledger(Host("h", "nowhere")));
        Assert.Throws<ArgumentException>(() => Ledger(Host("h") with { NumaNodes = [] }));
        Assert.Throws<ArgumentException>(() => Ledger(Host("h", numaNodes: new NumaNodeDescription(1, 0, 1))));
        var pools = new Dictionary<string, PoolPolicy> { ["exact"] = new("exact", 0.5, 1, false) };
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityLedger([Host("h")], pools));
    }

    [Fact]
    public void Use_UnknownHost_Throws() => Assert.Throws<ArgumentException>(() => Ledger(Host("h")).Use(new HostId("x")));
}
