using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using Cloud.Scheduler.Slots;
using Cloud.Scheduler.Tests.Needs;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

/// <summary>Host <c>a</c> has 8 vCPUs and 2 GPUs, host <c>b</c>, the largest of the fleet, 16 vCPUs and 4 GPUs.</summary>
public sealed class GpuScorerTests
{
    private static readonly PlacementRequest Half = Ask(4, 1, 500);

    /// <summary>Half GPUs and whole ones, equally often, on 1 vCPU.</summary>
    private static readonly WorkloadMix HalvesAndWholes = new([
        new(GuestType.Of(Shape(1, 1)), 1) { Gpus = 1, GpuThousandths = 500 }, new(GuestType.Of(Shape(1, 1)), 1) { Gpus = 1, GpuThousandths = 1000 }]);

    [Fact]
    public void BestFit_CountsSharesOfTheLargestHost()
    {
        // a: 4 of 16 vCPUs and 1.5 of 4 GPUs left; b: 12 of 16 and 3.5 of 4.
        Assert.Equal([68, 18], Scores<LeastCpuAndGpuLeft>(Half, Two()));
        Assert.Equal("a", HostOf("gpu-best-fit", Half, Two()));
    }

    [Fact]
    public void BestFit_FleetWithoutGpus_CountsCpuAlone() =>
        // 4 of 10 vCPUs left, or 6 of 10.
        Assert.Equal([80, 70], Scores<LeastCpuAndGpuLeft>(Request(4, 1), Ledger(Host("a", numaNodes: Numa8), Host("b", numaNodes: new NumaNodeDescription(5, 2, 16 * 1024)))));

    [Fact]
    public void DotProduct_WeighsWhatIsAsked() =>
        // a: 1 − (1/2 · 1/4 + 1/2 · 1/8) / 2; b: 1 − (1/4 + 1/8) / 2.
        Assert.Equal([90, 81], Scores<SmallestCpuAndGpuProduct>(Half, Two()));

    [Fact]
    public void Packing_SharedGpuThenUsedHostThenSmallestIdleHost()
    {
        var ledger = Two();
        Assert.Equal([31, 29], Scores<FewestGpusOpened>(Half, ledger));
        Take(ledger, "gpu-packing", Half); // Half of a's first GPU.
        Assert.Equal([95, 29], Scores<FewestGpusOpened>(Ask(1, 1, 500), ledger));
        Assert.Equal(49, Scores<FewestGpusOpened>(Ask(1, 1, 600), ledger)[0]); // Does not fit on it: the second is opened.
        Assert.Equal(0, Scores<FewestGpusOpened>(Request(1, 1), ledger)[0]);
    }

    [Fact]
    public void Clustering_PrefersItsOwnKindAloneThenMixedThenEmpty()
    {
        // Half of the largest host's GPUs are not on a: 12 of 25 points to begin with.
        Assert.Equal([37, 25], Clustering());
        Assert.Equal([87, 25], Clustering(0));
        Assert.Equal([62, 25], Clustering(0, 1));
        Assert.Equal([12, 25], Clustering(2));
        Assert.Equal([37, 25], Scores<MostAlikeGpuGuests>(Half, Two())); // Nobody counts.

        static double[] Clustering(params int[] kinds)
        {
            var table = new GpuKinds();
            foreach (var kind in kinds) table.Add(new HostId("a"), kind);
            return Scores<MostAlikeGpuGuests>(Half.With(context => context with { GpuKinds = table }), Two());
        }
    }

    [Fact]
    public void Kinds_CountGuestsAndForgetTheLast()
    {
        var (kinds, host) = (new GpuKinds(), new HostId("a"));
        Assert.Equal([-1, 0, 1, 8, GpuKinds.Most], new[] { GpuKinds.Of(0, 0), GpuKinds.Of(1, 999), GpuKinds.Of(1, 1000), GpuKinds.Of(8, 1000), GpuKinds.Of(64, 1000) });
        foreach (var kind in new[] { -1, 0, 0, 3 }) kinds.Add(host, kind);
        kinds.Remove(host, 0);
        Assert.Equal(0b1001UL, kinds.On(host));
        kinds.Remove(host, 0);
        Assert.Equal(0b1000UL, kinds.On(host));
        Assert.Throws<InvalidOperationException>(() => kinds.Remove(host, 0));
    }

    [Fact]
    public void Fgd_TakesTheHalfThatWholesCannotUse()
    {
        var ledger = Two();
        Take(ledger, "gpu-packing", Half);
        var request = Ask(1, 1, 500).With(context => context with { Workload = HalvesAndWholes });
        // a: a fragment of 250 disappears; b: one of 250 appears. 100 / (1 + exp(∓0.25)) = 56.2 and 43.8.
        Assert.Equal([250, -250], Scores<LeastGpuFragmentationGrowth>(request, ledger));
        Assert.Equal([56, 43], Scores<LeastGpuFragmentationPercent>(request, ledger));
        foreach (var profile in new[] { "fgd-gpu", "fgd-gpu-published" })
        {
            var placement = PlacementPipeline.Place(ledger, request, PlacementProfiles.Find(profile)!).Placement!;
            Assert.Equal(("a", "gpu0"), (placement.Host.Value, placement.Extras!.Devices.Single().Device));
        }
    }

    [Fact]
    public void GpuFragmentation_TypeOfAnotherModel_CanUseNothing()
    {
        WorkloadMix mix = new([new(GuestType.Of(Shape(1, 1)), 1) { Gpus = 1, GpuThousandths = 500, GpuModels = ["a10"] }]);
        Assert.Equal(2000, GpuFragmentation.Of(8, [1000, 1000], mix, Features("t4", "t4")));
        Assert.Equal(1000, GpuFragmentation.Of(8, [1000, 1000], mix, Features("t4", "a10")));
    }

    [Fact]
    public void Random_DrawsTheGpuToo()
    {
        var drawn = Enumerable.Range(0, 40).Select(number => PlacementPipeline.Place(
            Two(), Half.With(context => context with { Sequence = number }), PlacementProfiles.Find("random")!).Placement!.Extras!.Devices.Single().Device);
        Assert.Equal(["gpu0", "gpu1", "gpu2", "gpu3"], drawn.Distinct().Order());
    }

    private static PlacementRequest Ask(int vcpus, long gib, int thousandths) =>
        NeedsWorld.Ask(vcpus, gib, NeedsWorld.Devices(new DeviceNeed(DeviceKind.Gpu, 1, thousandths) { Affinity = DeviceAffinity.None }));

    private static CapacityLedger Two() => Ledger(
        Host("a", numaNodes: Numa8) with { Features = Features("t4", "t4") },
        Host("b", numaNodes: new NumaNodeDescription(8, 2, 16 * 1024)) with { Features = Features("t4", "t4", "t4", "t4") });

    private static HostFeatures Features(params string[] models) =>
        new() { Devices = [.. models.Select((model, index) => new HostDevice($"gpu{index}", DeviceKind.Gpu, model, 0))] };

    private static string HostOf(string profile, PlacementRequest request, CapacityLedger ledger) =>
        PlacementPipeline.Place(ledger, request, PlacementProfiles.Find(profile)!).Placement!.Host.Value;

    private static void Take(CapacityLedger ledger, string profile, PlacementRequest request) =>
        ledger.Take(PlacementPipeline.Place(ledger, request, PlacementProfiles.Find(profile)!).Placement!);
}
