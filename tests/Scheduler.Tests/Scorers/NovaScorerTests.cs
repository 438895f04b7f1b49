using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

public sealed class NovaScorerTests
{
    [Fact]
    public void Ram_IsFreeMib()
    {
        Assert.Equal([24 * 1024, 20 * 1024, 32 * 1024], Scores<MostFreeRamMib>(Request(1, 1)));
        Assert.Equal([-24 * 1024, -20 * 1024, -32 * 1024], Scores<LeastFreeRamMib>(Request(1, 1)));
    }

    [Fact]
    public void Ram_OvercommittedPool_CountsWhatMayBePromised()
    {
        var dense = Ledger(Host("h", "dense")); // Memory ratio 1.5, CPU ratio 4.
        Assert.Equal([48 * 1024], Scores<MostFreeRamMib>(Request(1, 1), dense));
        Assert.Equal([-48 * 1024], Scores<LeastFreeRamMib>(Request(1, 1), dense));
        Assert.Equal([64], Scores<MostVcpusToPromise>(Request(1, 1), dense));
    }

    [Fact]
    public void Cpu_IsVcpusNotPromised() => Assert.Equal([12, 14, 16], Scores<MostVcpusToPromise>(Request(1, 1)));

    [Fact]
    public void Instances_AreCounted()
    {
        Assert.Equal([1, 2, 0], Scores<MostNeighbours>(Request(1, 1)));
        Assert.Equal([-1, -2, -0.0], Scores<FewestNeighbours>(Request(1, 1)));
    }

    [Fact]
    public void Disk_IsFreeGib()
    {
        Assert.Equal([100, 100, 100], Scores<MostFreeDisk>(Request(1, 1)));
        var ledger = Ledger(Host("h", disk: 50));
        ledger.Take(On("h", Shared(0, 1, 1)) with { DiskGib = 20 });
        Assert.Equal([30], Scores<MostFreeDisk>(Request(1, 1), ledger));
    }

    [Fact]
    public void Place_Nova_NormalisesEachWeigherToOneAndAdds()
    {
        // ram: 4/12, 0, 1; cpu: 0, 1/2, 1; disk says the same of all, so nothing.
        var best = PlacementPipeline.Place(Three(), Request(1, 1), PlacementProfiles.Find("nova")!).Explanation.Best;
        Assert.Equal([("c", 2), ("b", 0.5), ("a", 0.3333)], best.Select(host => (host.Host.Value, host.Score)));
    }

    [Fact]
    public void Place_NovaPack_TakesTheFullest() => Assert.Equal("b 0", Place("nova-pack", Request(1, 1)));
}
