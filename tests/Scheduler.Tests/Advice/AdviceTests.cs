using System.Globalization;
using System.Text.RegularExpressions;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Advice;

/// <summary>Advice is a promise: who follows it is placed.</summary>
public sealed partial class AdviceTests
{
    [Fact]
    public void Advise_Followed_Fits()
    {
        var followed = 0;
        Gen.Select(GenLoaded(4, PlacementProfiles.Spread), GenRequest).Sample(
            (ledger, request) =>
            {
                var decision = PlacementPipeline.Place(ledger, request, PlacementProfiles.Spread);
                Assert.Equal(decision.Placement is not null, decision.Explanation.Advice.Count == 0);
                foreach (var advice in decision.Explanation.Advice)
                {
                    if (Follow(request, advice) is not { } changed) continue;
                    Interlocked.Increment(ref followed);
                    var world = advice.EndsWith("and wait for room.", StringComparison.Ordinal) ? new CapacityLedger(ledger.Hosts, Pools) : ledger;
                    Assert.True(PlacementPipeline.Place(world, changed, PlacementProfiles.Spread).Placement is not null, advice);
                }
            },
            iter: 2000);
        Assert.True(followed > 200, $"only {followed} pieces of advice were tried");
    }

    [Theory]
    [InlineData(64, 4, 1, "Ask for at most 6 vCPUs on one NUMA node instead of 64 vCPUs.")]
    [InlineData(64, 4, 2, "Ask for at most 8 vCPUs on 2 NUMA nodes instead of 64 vCPUs.")]
    [InlineData(2, 64, 1, "Ask for at most 12 GiB of memory on one NUMA node instead of 64 GiB.")]
    public void Advise_OneResourceTooLarge_NamesTheLargestThatFits(int vcpus, long gib, int numaNodes, string advice)
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 2, 4), Shared(1, 4, 5)));
        Assert.Contains(advice, PlacementPipeline.Place(ledger, Request(vcpus, gib, numaNodes), PlacementProfiles.Pack).Explanation.Advice);
    }

    [Fact]
    public void Advise_TooLargeForTheEmptyHostAndNothingFitsNow_SaysWhatAnEmptyHostTakes()
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8]));
        ledger.Take(On("h", Shared(0, 8, 4)));
        Assert.Equal(
            ["No host could take it, even if it were empty.", "Ask for at most 8 vCPUs on one NUMA node instead of 16 vCPUs, and wait for room."],
            PlacementPipeline.Place(ledger, Request(16, 4), PlacementProfiles.Pack).Explanation.Advice);
    }

    [Fact]
    public void Advise_Wait_NamesTheHostOfWhichLeastIsMissing()
    {
        var ledger = Ledger(Host("a"), Host("b"), Host("small", numaNodes: new NumaNodeDescription(2, 2, 16 * 1024)));
        ledger.Take(On("a", Shared(0, 1, 12), Shared(1, 1, 14)));
        ledger.Take(On("b", Shared(0, 1, 13), Shared(1, 1, 10)));
        // 'small' lacks no memory, but would never have 6 threads.
        Assert.Equal("Wait: 2 GiB of memory missing on b NUMA node 1.", PlacementPipeline.Place(ledger, Request(6, 8), PlacementProfiles.Pack).Explanation.Advice[^1]);
    }

    private static PlacementRequest? Follow(PlacementRequest request, string advice)
    {
        var shape = request.Shape;
        if (advice.StartsWith("Allow zones", StringComparison.Ordinal)) return request with { Zone = null };
        if (advice.StartsWith("Ask for shared", StringComparison.Ordinal)) return request with { Shape = shape with { CpuPolicy = CpuPolicy.Shared } };
        if (Layout().Match(advice) is { Success: true } layout) return request with { Shape = shape with { NumaNodes = Parts(layout) } };
        if (Disk().Match(advice) is { Success: true } disk) return request with { Shape = shape with { DiskGib = Number(disk) } };
        if (Vcpus().Match(advice) is { Success: true } vcpus) return request with { Shape = shape with { Vcpus = Number(vcpus), NumaNodes = Parts(vcpus) } };
        if (Memory().Match(advice) is not { Success: true } memory) return null;
        var mib = (long)Number(memory) * (memory.Groups["unit"].Value is "GiB" ? 1024 : 1);
        return request with { Shape = shape with { MemoryMib = mib, NumaNodes = Parts(memory) } };
    }

    private static int Number(Match match) => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    private static int Parts(Match match) => match.Groups["parts"].Value is "one" ? 1 : int.Parse(match.Groups["parts"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:Split over|Ask for) (?<parts>\w+) NUMA nodes?: ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Layout();

    [GeneratedRegex(@"^Ask for at most (?<n>\d+) GiB of disk ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Disk();

    [GeneratedRegex(@"^Ask for at most (?<n>\d+) vCPUs? on (?<parts>\w+) NUMA", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vcpus();

    [GeneratedRegex(@"^Ask for at most (?<n>\d+) (?<unit>[GM]iB) of memory on (?<parts>\w+) NUMA", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Memory();
}
