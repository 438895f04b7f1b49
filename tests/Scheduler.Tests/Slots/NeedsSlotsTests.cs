using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;
using Cloud.Scheduler.Tests.Needs;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Slots;

/// <summary>How many more guests with needs fit, against what placing in every order of choices reaches.</summary>
public sealed class NeedsSlotsTests
{
    private static readonly PlacementProfile[] Choices = [PlacementProfiles.Spread, PlacementProfiles.Pack];

    [Fact]
    public void Count_RichHost_IsWhatAReaderCounts()
    {
        // Two NUMA nodes of 4 cores × 2 threads; 4 pages of 1 GiB each; cards with 3 and 2 functions; two GPUs; 10 Gb/s; two keys.
        long Count(PlacementRequest request) => new FleetSlots(NeedsWorld.One()).Count(request.Shape, 0).Guests;
        Assert.Equal(2 * 2, Count(NeedsWorld.Ask(1, 2, new() { Pages = PageSize.Huge1G })));
        Assert.Equal(2 * 4, Count(NeedsWorld.Ask(1, 1, new() { Pages = PageSize.Huge1G })));
        Assert.Equal(2 * 4, Count(NeedsWorld.Ask(1, 1, new() { Threads = ThreadPolicy.Isolate }, policy: CpuPolicy.Dedicated)));
        Assert.Equal(5, Count(NeedsWorld.Ask(1, 1, NeedsWorld.Devices(new DeviceNeed(DeviceKind.Nic, 1, 0)))));
        Assert.Equal(1 + 1, Count(NeedsWorld.Ask(1, 1, NeedsWorld.Devices(new DeviceNeed(DeviceKind.Nic, 2, 0) { Affinity = DeviceAffinity.Required }))));
        Assert.Equal(3 * 2, Count(NeedsWorld.Ask(1, 1, NeedsWorld.Devices(new DeviceNeed(DeviceKind.Gpu, 1, 300)))));
        Assert.Equal(3, Count(NeedsWorld.Ask(1, 1, NeedsWorld.Devices(new DeviceNeed(DeviceKind.Gpu, 2, 300)))));
        Assert.Equal(3, Count(NeedsWorld.Ask(1, 1, new() { NetworkMbps = 3000 })));
        Assert.Equal(2, Count(NeedsWorld.Ask(1, 1, new() { Confidential = ConfidentialNeed.Any })));
        Assert.Equal(0, Count(NeedsWorld.Ask(1, 1, new() { RequiredTraits = ["gold"] })));
        Assert.Equal(2 * 2, Count(NeedsWorld.Ask(3, 1, new() { DedicatedVcpus = 2 }, policy: CpuPolicy.Mixed)));
    }

    [Fact]
    public void Count_AnyHost_IsReachedAndNeverPassedWhenExact()
    {
        var (exact, estimated) = (0, 0);
        Gen.Select(NeedsWorld.GenHosts(1), NeedsWorld.GenAny.Array[0, 4], NeedsWorld.GenRequest).Sample(
            (hosts, load, request) =>
            {
                var ledger = Ledger(hosts);
                Fill(ledger, load, PlacementProfiles.Pack);
                var slots = NeedsSlots.Of(ledger, PlacementAsk.For(ledger, request), 0);
                if (slots.Count > 5) return;
                var searched = Search(ledger, request, depth: 0);
                if (slots.IsExact) Assert.Equal(searched, slots.Count);
                else Assert.True(slots.Count >= 1 && slots.Count <= searched, $"{slots.Count} of {searched}");
                if (searched == 0) return;
                _ = slots.IsExact ? Interlocked.Increment(ref exact) : Interlocked.Increment(ref estimated);
            },
            iter: 4000);
        Assert.True(exact > 4 * estimated, $"{exact} exact, {estimated} estimated");
    }

    [Fact]
    public void Count_Asked_LeavesTheLedgerAsItWas() =>
        Gen.Select(NeedsWorld.GenHosts(3), NeedsWorld.GenAny.Array[0, 8], NeedsWorld.GenRequest).Sample((hosts, load, request) =>
        {
            var (ledger, copy) = (Ledger(hosts), Ledger(hosts));
            foreach (var placement in Fill(ledger, load, PlacementProfiles.Spread)) copy.Take(placement);
            new FleetSlots(ledger).Count(request.Shape, request.OverheadMemoryMib);
            Assert.True(ledger.IsSame(copy));
        });

    [Fact]
    public void Count_RandomChanges_IsAlwaysThatOfAFreshCount() =>
        Gen.Select(NeedsWorld.GenHosts(4), Gen.Select(NeedsWorld.GenAny, Gen.Int[0, 20]).Array[1, 15], NeedsWorld.GenAny.Array[1, 3]).Sample((hosts, steps, asked) =>
        {
            var ledger = Ledger(hosts);
            var slots = new FleetSlots(ledger);
            var held = new List<HostPlacement>();
            foreach (var (request, release) in steps)
            {
                held.AddRange(Fill(ledger, [request], PlacementProfiles.Spread));
                if (release < held.Count)
                {
                    ledger.Release(held[release]);
                    held.RemoveAt(release);
                }

                var fresh = new FleetSlots(ledger);
                foreach (var one in asked) Assert.Equal(fresh.Count(one.Shape, one.OverheadMemoryMib), slots.Count(one.Shape, one.OverheadMemoryMib));
                ledger.Forget(fresh);
            }
        });

    /// <summary>The longest sequence of placements, whichever of the profiles chooses each time.</summary>
    private static int Search(CapacityLedger ledger, PlacementRequest request, int depth)
    {
        var most = depth;
        if (depth > 6) return most;
        foreach (var profile in Choices)
        {
            if (PlacementPipeline.Place(ledger, request, profile).Placement is not { } placement) return most;
            ledger.Take(placement);
            most = Math.Max(most, Search(ledger, request, depth + 1));
            ledger.Release(placement);
        }

        return most;
    }
}
