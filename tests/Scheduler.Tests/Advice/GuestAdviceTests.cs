using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Advice;

/// <summary>Who is said to make room does make room.</summary>
public sealed class GuestAdviceTests
{
    [Fact]
    public void Of_OneGuestInTheWay_NamesItAndWhereItCouldGo()
    {
        var ledger = Ledger(Host("a", numaNodes: [Numa8]), Host("b", numaNodes: [Numa8]));
        List<Resident> residents = [Resident(1, ledger, On("a", Shared(0, 4, 4))), Resident(2, ledger, On("a", Shared(0, 2, 8))), Resident(3, ledger, On("b", Shared(0, 4, 4)))];
        var advice = Of(ledger, residents, Request(6, 4));
        Assert.Equal([AdviceKind.Leave, AdviceKind.Move], advice.Select(piece => piece.Kind));
        Assert.Equal("Wait until an instance of 4 vCPUs and 4 GiB leaves a.", advice[0].Describe());
        Assert.Equal("Moving an instance of 4 vCPUs and 4 GiB from a to b would make room.", advice[1].Describe());
    }

    [Fact]
    public void Of_SpotGuestsInTheWay_AreNamed()
    {
        var ledger = Ledger(Host("a", numaNodes: [Numa8]));
        List<Resident> residents =
        [
            Resident(1, ledger, On("a", Shared(0, 4, 4))) with { IsSpot = true, Priority = -1 },
            Resident(2, ledger, On("a", Shared(0, 4, 4))) with { IsSpot = true, Priority = -1 },
        ];
        var advice = Of(ledger, residents, Request(8, 4));
        Assert.Equal(2, Assert.Single(advice, piece => piece.Kind == AdviceKind.Preempt).Guests.Count);
        Assert.DoesNotContain(advice, piece => piece.Kind == AdviceKind.Leave);
    }

    [Fact]
    public void Of_AnyLoad_WhatItNamesMakesRoom()
    {
        var moves = 0;
        Gen.Select(GenHosts(4), GenRequest.Array[4, 16], GenRequest).Sample(
            (hosts, load, request) =>
            {
                var ledger = Ledger(hosts);
                var residents = new List<Resident>();
                foreach (var one in load)
                {
                    if (PlacementPipeline.Place(ledger, one, PlacementProfiles.Pack).Placement is not { } placement) continue;
                    ledger.Take(placement);
                    residents.Add(new(Id(residents.Count + 1), one, placement));
                }

                if (PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack).Placement is not null) return;
                foreach (var guest in Of(ledger, residents, request).Select(advice => advice.Guests[0]))
                {
                    var resident = residents.Single(one => one.Id == guest.Guest);
                    var after = Ledger(hosts);
                    foreach (var other in residents.Where(other => other != resident)) after.Take(other.Placement);
                    Assert.NotNull(PlacementPipeline.Place(after, request, PlacementProfiles.Pack).Placement);
                    if (guest.To is not { } to) continue;
                    Interlocked.Increment(ref moves);
                    // The target takes it while it is still at its source.
                    var only = Ledger([.. hosts.Select(host => host.Id == to ? host : host with { NumaNodes = [new(0, 1, 0)] })]);
                    foreach (var there in residents.Where(there => there.Placement.Host == to)) only.Take(there.Placement);
                    Assert.Equal(to, PlacementPipeline.Place(only, resident.Request, PlacementProfiles.Pack).Placement?.Host);
                }
            },
            iter: 3_000);
        Assert.True(moves > 5, $"only {moves} moves were tried");
    }

    private static IReadOnlyList<PlacementAdvice> Of(CapacityLedger ledger, List<Resident> residents, PlacementRequest request) =>
        GuestAdvice.Of(ledger, Pools, request, priority: 0, PlacementProfiles.Pack, hosts => residents.Where(resident => hosts.Contains(resident.Placement.Host)));

    private static Resident Resident(int number, CapacityLedger ledger, HostPlacement placement)
    {
        ledger.Take(placement);
        var claim = placement.Claims[0];
        return new(Id(number), new(new(claim.Vcpus, claim.MemoryMib, 0, 1, CpuPolicy.Shared), 0), placement);
    }

    private static InstanceId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
