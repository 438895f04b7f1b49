using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests;

public sealed class ExplanationTests
{
    /// <summary>Four hosts: half of its memory taken, nearly full, one with a single NUMA node, and one in another zone.</summary>
    private static CapacityLedger Small()
    {
        var ledger = Ledger(
            Host("a"), Host("b"), Host("c", numaNodes: [Numa8]), Host("d", zone: "z2", numaNodes: [new(16, 2, 64 * 1024), new(16, 2, 64 * 1024)]));
        ledger.Take(On("a", Shared(0, 2, 8)));
        ledger.Take(On("a", Shared(1, 2, 8)));
        ledger.Take(On("b", Shared(0, 6, 15)));
        ledger.Take(On("b", Shared(1, 2, 12)) with { DiskGib = 90 });
        return ledger;
    }

    private static readonly (string Story, PlacementRequest Request)[] Stories =
    [
        ("Fits on one NUMA node", Request(2, 4)),
        ("Dedicated cores over two NUMA nodes", Request(6, 8, 2, CpuPolicy.Dedicated, disk: 20)),
        ("Automatic: nothing takes it whole, one host takes halves", Request(12, 12, 0, zone: "z1")),
        ("Too many vCPUs for one NUMA node, not for two", Request(48, 32)),
        ("More memory than any NUMA node of the zone has", Request(4, 20, zone: "z1")),
        ("More disk than any host has", Request(4, 4, disk: 101)),
        ("No such zone", Request(1, 1, zone: "z9")),
        ("Too many parts", Request(4, 4, 4)),
        ("Impossible", Request(256, 1024, 2, CpuPolicy.Dedicated)),
    ];

    [Theory, InlineData("spread"), InlineData("pack")]
    public void Place_SmallRegion_ExplainsItself(string profile)
    {
        var ledger = Small();
        Golden.Match(
            string.Concat(Stories.Select(story =>
                $"# {story.Story}\n{ExplanationText.Of(PlacementPipeline.Place(ledger, story.Request, PlacementProfiles.Find(profile)!))}")),
            $"small-region-{profile}.txt");
    }

    [Fact]
    public void Place_FullRegion_ExplainsItself()
    {
        var ledger = Ledger(Host("a", disk: 40), Host("b", disk: 40), Host("c", "loaded", disk: 40));
        foreach (var host in new[] { "a", "b" })
        {
            ledger.Take(On(host, Cores(0, 4, 2, 0, 1), Cores(1, 4, 2, 0, 1)) with { DiskGib = 30 });
            ledger.Take(On(host, Shared(0, 2, 13), Shared(1, 3, 9)));
        }

        ledger.Take(On("c", Shared(0, 8, 12), Shared(1, 8, 15)));
        (string Story, PlacementRequest Request)[] stories =
        [
            ("Cores under shared guests", Request(4, 2, 1, CpuPolicy.Dedicated)),
            ("Cores under shared guests everywhere", Request(6, 2, 1, CpuPolicy.Dedicated)),
            ("Overhead counts in pool loaded", Request(2, 4, overhead: 142)),
            ("Memory not where the CPU is", Request(2, 5)),
            ("Disk", Request(1, 1, disk: 50)),
        ];
        Golden.Match(
            string.Concat(stories.Select(story => $"# {story.Story}\n{ExplanationText.Of(PlacementPipeline.Place(ledger, story.Request, PlacementProfiles.Pack))}")),
            "full-region.txt");
    }

    [Fact]
    public void Place_ManyHosts_StoresLittle()
    {
        var ledger = Ledger([.. Enumerable.Range(0, 500).Select(index => Host($"z1-r{index / 20:D4}-h{index % 20:D2}"))]);
        Fill(ledger, Enumerable.Range(0, 900).Select(index => Request(1 + index % 8, 1 + index % 15)), PlacementProfiles.Spread);
        var decision = PlacementPipeline.Place(ledger, Request(8, 16), PlacementProfiles.Spread);
        Assert.Equal(PlacementExplanation.MaxBest, decision.Explanation.Best.Count);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(decision.Explanation).Length, 500, 3000);
    }
}
