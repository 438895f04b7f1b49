using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Reservations;
using Cloud.Scheduler.Tests.Groups;
using CsCheck;

namespace Cloud.Scheduler.Tests.Reservations;

public sealed class ReservationBookTests
{
    private static readonly ProjectId Ours = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly ProjectId Theirs = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Reserve_HoldsRealRoom_ThatOnlyMatchingRequestsUse()
    {
        var ledger = World.Ledger(World.Host("h1")); // two NUMA nodes of 8 threads
        var book = new ReservationBook(ledger);
        var request = World.Request(8, 8);
        Assert.NotNull(book.Reserve(new(new("exam"), Ours, request, 2), PlacementProfiles.Spread).Placements);

        Assert.Null(PlacementPipeline.Place(ledger, request, PlacementProfiles.Spread).Placement);
        Assert.Null(book.TryUse(Theirs, request, Instance(1)));
        Assert.Null(book.TryUse(Ours, World.Request(4, 8), Instance(1)));
        Assert.NotNull(book.TryUse(Ours, request, Instance(1)));
        Assert.NotNull(book.TryUse(Ours, request, Instance(2)));
        Assert.Null(book.TryUse(Ours, request, Instance(3)));
        Assert.True(book.TryReturn(Instance(1)));
        Assert.NotNull(book.TryUse(Ours, request, Instance(3)));
    }

    [Fact]
    public void Reserve_NotAllFit_HoldsNothingAndSaysHowManyWould()
    {
        var ledger = World.Ledger(World.Host("h1"));
        var before = World.State(ledger);
        var decision = new ReservationBook(ledger).Reserve(new(new("exam"), Ours, World.Request(8, 8), 3), PlacementProfiles.Spread);
        Assert.Null(decision.Placements);
        Assert.Equal(2, decision.Fitting);
        Assert.Equal("FitsVcpus", Assert.Single(decision.Explanation!.Refusals, refusal => refusal.Hosts > 0).Rule);
        Assert.Equal(before, World.State(ledger));
    }

    [Fact]
    public void TryUse_PlaceOnACordonedHostOrAgainstTheGroup_IsPassedOver()
    {
        var ledger = GroupWorld.Racks(2, 1);
        var book = new ReservationBook(ledger);
        var request = World.Request(2, 2);
        book.Reserve(new(new("exam"), Ours, request, 2), PlacementProfiles.Spread); // one on each host
        var table = new GroupTable(ledger.Domains);
        var group = GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Rack));
        table.Add(group.Id, 0, 0);
        Assert.Equal("h1", book.TryUse(Ours, request with { Group = table.For(group) }, Instance(1))!.Host.Value);
        ledger.SetCordoned(new("h0"), true);
        Assert.Null(book.TryUse(Ours, request, Instance(2)));
    }

    /// <summary>Reserving, using, returning, cancelling and expiring in any order: the ledger holds the places and the instances' own room, no more, no less.</summary>
    [Fact]
    public void Book_RandomSteps_LedgerHoldsExactlyPlacesAndInstances() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[1, 4]).Array[1, 40].Sample(steps =>
        {
            var ledger = GroupWorld.Racks(2);
            var book = new ReservationBook(ledger);
            var own = new SortedDictionary<int, HostPlacement>(); // instances by number, with what they hold
            var now = Start;
            foreach (var (kind, which, size) in steps)
            {
                var id = new ReservationId($"r{which}");
                switch (kind)
                {
                    case 0 when book.All.All(use => use.Reservation.Id != id):
                        book.Reserve(new(id, Ours, World.Request(size, size), size, now.AddHours(which)), PlacementProfiles.Pack);
                        break;
                    case 1 when !own.ContainsKey(which) && book.TryUse(Ours, World.Request(size, size), Instance(which)) is { } place:
                        own.Add(which, place);
                        break;
                    case 2 when own.Remove(which, out var placement):
                        if (!book.TryReturn(Instance(which))) ledger.Release(placement);
                        break;
                    case 3:
                        book.Cancel(id);
                        break;
                    case 4:
                        now = now.AddHours(1);
                        Assert.All(book.Expire(now), gone => Assert.DoesNotContain(book.All, use => use.Reservation.Id == gone));
                        Assert.All(book.All, use => Assert.True(use.Reservation.Until > now));
                        break;
                }

                var expected = new CapacityLedger([.. ledger.Hosts], World.Pools);
                foreach (var place in book.All.SelectMany(use => use.Placements)) expected.Take(place);
                var places = book.All.SelectMany(use => use.Placements).ToHashSet(ReferenceEqualityComparer.Instance);
                foreach (var placement in own.Values.Where(placement => !places.Contains(placement))) expected.Take(placement);
                Assert.Equal(World.State(expected), World.State(ledger));
            }
        });

    private static InstanceId Instance(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
