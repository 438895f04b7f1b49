using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Pipeline;

public sealed class PlacementPipelineTests
{
    [Fact]
    public void Place_Dedicated_TakesTheFreeCoresOfLowestIndex()
    {
        var ledger = Ledger(Host("h", numaNodes: new NumaNodeDescription(130, 2, 4096)));
        ledger.Take(On("h", Cores(0, 4, 1, 1, 64)));
        var placement = PlacementPipeline.Place(ledger, Request(255, 1, 1, CpuPolicy.Dedicated), PlacementProfiles.Pack).Placement!;
        Assert.Equal([.. Enumerable.Range(0, 130).Except([1, 64])], placement.Claims[0].Cores);
    }

    [Fact]
    public void Place_TwoParts_ChargesTheOverheadOnce()
    {
        var placement = PlacementPipeline.Place(Ledger(Host("h", "loaded")), Request(4, 4, 2, disk: 7, overhead: 142), PlacementProfiles.Spread).Placement!;
        Assert.Equal(7, placement.DiskGib);
        Assert.Equal([(0, 2, 2190L), (1, 2, 2048L)], placement.Claims.Select(claim => (claim.NumaNode, claim.Vcpus, claim.MemoryMib)));
    }

    [Fact]
    public void Place_EqualHosts_TakesTheFirst() =>
        Assert.Equal("c", PlacementPipeline.Place(Ledger(Host("c"), Host("a"), Host("b")), Request(1, 1), PlacementProfiles.Pack).Placement!.Host.Value);

    [Fact]
    public void Place_NoHosts_SaysSo()
    {
        var decision = PlacementPipeline.Place(Ledger(), Request(1, 1), PlacementProfiles.Pack);
        Assert.Null(decision.Placement);
        Assert.Equal(["No host could take it, even if it were empty."], decision.Explanation.Advice.Select(advice => advice.Describe()));
    }

    [Fact]
    public void Place_InvalidRequest_Throws() => Assert.All(
        [Request(0, 1), Request(1, 0), Request(1, 1, disk: -1), Request(1, 1, -1), Request(9, 9, 9), Request(3, 2, 2), Request(1, 1, overhead: -1)],
        request => Assert.Throws<ArgumentException>(() => PlacementPipeline.Place(Ledger(Host("h")), request, PlacementProfiles.Pack)));
}
