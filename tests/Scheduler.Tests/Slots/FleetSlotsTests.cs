using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Slots;

/// <summary>Live capacity against filling a copy until nothing more fits, and against counting everything anew.</summary>
public sealed class FleetSlotsTests
{
    private static readonly Gen<PlacementRequest> GenSmall = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[1, 2], Gen.Bool, Gen.Int[0, 3],
        (vcpus, mib, parts, dedicated, disk) => new PlacementRequest(
            new InstanceShape(vcpus * parts, mib * parts, disk, parts, dedicated ? CpuPolicy.Dedicated : CpuPolicy.Shared), 0));

    [Fact]
    public void Count_AnyLoad_IsWhatFillingACopyReaches() =>
        Gen.Select(GenNuma.Array[1, 2].Array[1, 4], GenRequest.Array[0, 12], GenSmall).Sample((shapes, load, request) =>
        {
            HostDescription[] hosts = [.. shapes.Select((numaNodes, index) => Host($"h{index}", index % 2 == 0 ? "exact" : "dense", disk: 10, numaNodes: numaNodes))];
            var ledger = Ledger(hosts);
            var slots = new FleetSlots(ledger);
            var held = Fill(ledger, load, PlacementProfiles.Pack);
            foreach (var host in hosts) Assert.Equal(Filled(host, held, request), slots.On(host.Id, GuestType.Of(request.Shape)));
        });

    [Fact]
    public void Count_RandomChanges_IsAlwaysThatOfAFreshCount() =>
        Gen.Select(GenHosts(5), Gen.Select(GenRequest, Gen.Int[0, 30], Gen.Int[0, 9]).Array[1, 30], GenRequest.Array[1, 4]).Sample((hosts, steps, asked) =>
        {
            var ledger = Ledger(hosts);
            var slots = new FleetSlots(ledger);
            var held = new List<HostPlacement>();
            foreach (var (request, release, cordon) in steps)
            {
                held.AddRange(Fill(ledger, [request], PlacementProfiles.Spread));
                if (release < held.Count)
                {
                    ledger.Release(held[release]);
                    held.RemoveAt(release);
                }

                ledger.SetCordoned(hosts[release % hosts.Length].Id, cordon == 0);
                var fresh = new FleetSlots(ledger);
                foreach (var type in asked.Select(one => GuestType.Of(one.Shape, one.OverheadMemoryMib)))
                    Assert.Equal((fresh.Count(type), fresh.Hosts(type)), (slots.Count(type), slots.Hosts(type)));
                ledger.Forget(fresh);
            }
        });

    [Fact]
    public void Count_OneHostChanged_CountsThatHostAlone()
    {
        var ledger = Ledger([.. Enumerable.Range(0, 100).Select(index => Host($"h{index}"))]);
        var slots = new FleetSlots(ledger);
        var type = GuestType.Of(Shape(2, 4));
        // 8 threads and 16 GiB per NUMA node: four guests each.
        Assert.Equal(800, slots.Count(type));
        Assert.Equal(100, slots.HostsCounted);
        ledger.Take(On("h7", Shared(0, 3, 1)));
        ledger.Take(On("h7", Shared(1, 8, 1)));
        Assert.Equal(794, slots.Count(type));
        Assert.Equal(101, slots.HostsCounted);
    }

    private static int Filled(HostDescription host, List<HostPlacement> held, PlacementRequest request)
    {
        var copy = Ledger(host);
        foreach (var placement in held.Where(placement => placement.Host == host.Id)) copy.Take(placement);
        return Fill(copy, Enumerable.Repeat(request, 1000), PlacementProfiles.Spread).Count;
    }
}
