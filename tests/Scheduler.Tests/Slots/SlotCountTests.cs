using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Slots;

public sealed class SlotCountTests
{
    [Theory]
    [InlineData(new[] { 3, 5 }, 1, 8)] // One part: the sum.
    [InlineData(new[] { 3, 5 }, 2, 3)] // Both NUMA nodes: the smaller.
    [InlineData(new[] { 9, 1, 1, 1 }, 2, 3)] // Every guest needs one of the three small ones.
    [InlineData(new[] { 2, 2, 2 }, 2, 3)] // 01, 12, 20.
    [InlineData(new[] { 4, 3, 2, 1 }, 3, 3)] // (3 + 2 + 1) / 2: the largest takes part every time, the others carry two each.
    [InlineData(new[] { 5 }, 2, 0)]
    public void OfParts_Example_IsRight(int[] counts, int parts, int expected) => Assert.Equal(expected, SlotCount.OfParts(counts, parts));

    [Fact]
    public void OfParts_AnyCounts_EqualsSearch() =>
        Gen.Select(Gen.Int[0, 4].Array[1, 5], Gen.Int[1, 4]).Sample((counts, parts) =>
            Assert.Equal(Search(counts, parts, []), SlotCount.OfParts(counts, parts)));

    [Fact]
    public void Of_HalfFullHost_CountsByTheScarcerResource()
    {
        // Two NUMA nodes of 8 threads and 16 GiB; 4 vCPUs and 12 GiB are taken of the first.
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 4, 12)));
        Assert.Equal(2 + 4, Count(ledger, Shape(2, 2))); // 4 GiB left allow 2, 8 vCPUs allow 4.
        Assert.Equal(1, Count(ledger, Shape(4, 8, 2))); // The first NUMA node has 4 GiB for one half.
        Assert.Equal(0 + 1, Count(ledger, Shape(6, 10))); // 4 vCPUs are too few on the first.
        Assert.Equal(1, Count(ledger, Shape(8, 8, 0))); // Automatic: whole on the second NUMA node, which leaves no second half.
        Assert.Equal(2, Count(ledger, Shape(2, 2, disk: 50))); // 100 GiB of disk.
    }

    [Fact]
    public void Of_DedicatedCores_CountsWholeCores() =>
        Assert.Equal(2 * 2, Count(Ledger(Host("h")), Shape(3, 1, policy: CpuPolicy.Dedicated))); // 3 vCPUs take 2 of 4 cores.

    [Fact]
    public void Of_OverheadCharged_EveryGuestPays()
    {
        var ledger = Ledger(Host("h", "loaded"));
        Assert.Equal(2 * 16, Count(ledger, Shape(1, 1)));
        Assert.Equal(2 * 8, Count(ledger, Shape(1, 1), 1024));
        Assert.Equal(8, Count(ledger, Shape(2, 2, 2), 1024)); // The first NUMA node carries 2 GiB for each, the second one.
    }

    [Fact]
    public void Of_RandomHosts_EqualsSearchWhereTheFormIsClosed() =>
        Gen.Select(GenLoaded(1, PlacementProfiles.Spread), GenRequest).Sample(
            (ledger, request) =>
            {
                var type = GuestType.Of(request.Shape, request.OverheadMemoryMib);
                var host = ledger.View(0);
                var count = SlotCount.Of(host, type);
                if (count > 6) return; // The search is exponential.
                var searched = MostByPlacing(ledger, request with { Zone = null });
                Assert.True(count <= searched, $"{count} > {searched}");
                var overhead = host.OverheadMib(PlacementAsk.For(ledger, request));
                if (IsClosed(type, overhead, host.NumaNodes)) Assert.Equal(searched, count);
            },
            iter: 2000);

    private static bool IsClosed(GuestType type, long overhead, int numaNodes) => type.NumaNodes switch
    {
        1 => true,
        0 => numaNodes == 1,
        _ => overhead == 0 || type.NumaNodes == numaNodes,
    };

    /// <summary>Every order of every placement, on a ledger: the longest sequence.</summary>
    private static int MostByPlacing(CapacityLedger ledger, PlacementRequest request)
    {
        var most = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Visit(0);
        return most;

        void Visit(int depth)
        {
            most = Math.Max(most, depth);
            if (depth > 7 || !seen.Add(State(ledger))) return;
            foreach (var placement in ExhaustiveSearch.Fewest(ledger, ledger.Hosts[0], request))
            {
                ledger.Take(placement);
                Visit(depth + 1);
                ledger.Release(placement);
            }
        }
    }

    /// <summary>Every choice of NUMA nodes for every guest; what is left counts in any order, so each rest is searched once.</summary>
    private static int Search(int[] counts, int parts, Dictionary<string, int> known)
    {
        var rest = string.Join(',', counts.Order());
        if (known.TryGetValue(rest, out var most)) return most;
        for (var bits = 0; bits < 1 << counts.Length; bits++)
        {
            if (int.PopCount(bits) != parts || counts.Where((count, numa) => count == 0 && (bits >> numa & 1) != 0).Any()) continue;
            most = Math.Max(most, 1 + Search([.. counts.Select((count, numa) => count - (bits >> numa & 1))], parts, known));
        }

        return known[rest] = most;
    }

    private static int Count(CapacityLedger ledger, InstanceShape shape, long overhead = 0) => SlotCount.Of(ledger.View(0), GuestType.Of(shape, overhead));
}
