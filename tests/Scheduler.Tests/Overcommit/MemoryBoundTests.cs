using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Scheduler.Overcommit;
using CsCheck;

namespace Cloud.Scheduler.Tests.Overcommit;

/// <summary>Memory promised is never above physical + reclaimable, and what is reclaimable is never what guests are using.</summary>
public sealed class MemoryBoundTests
{
    private static readonly Gen<GuestMemory> GenGuest = Gen.Select(Gen.Long[1, 64 * 1024], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool,
        (size, touched, active, pinned) => new GuestMemory(size, touched, Math.Min(active, touched), pinned));

    [Fact]
    public void MayPromise_AnyGuests_IsPhysicalAndWhatThePlanGivesBack() => Gen.Select(GenGuest.Array[0, 12], Gen.Long[0, 1 << 20], Gen.Long[0, 4096]).Sample(
        (guests, physical, swap) =>
        {
            var bound = new MemoryBound(SharingMix.Heterogeneous, swap);
            var may = bound.MayPromiseMib(physical, guests);
            var plan = ReclaimPlan.For(double.MaxValue, bound.Potential(guests));
            Assert.InRange(may, physical, physical + (plan.Total / (1 << 20)) + 1);
            // Never more than all of the guests, less what they actively use and do not share.
            var shared = PageSharing.ReclaimedFraction(bound.Sharing, Math.Max(1, guests.Length));
            var kept = guests.Sum(guest => guest.Pinned ? guest.SizeMib : guest.SizeMib * guest.Active * (1 - shared));
            Assert.True(may - physical <= guests.Sum(guest => guest.SizeMib) - kept + 1, $"{may - physical} of {guests.Sum(guest => guest.SizeMib)}, kept {kept}");
        });

    [Fact]
    public void MayPromise_PinnedGuests_GiveNothingBack() =>
        Assert.Equal(1000, MemoryBound.Default.MayPromiseMib(1000, [new(500, 0, 0, Pinned: true), new(500, 1, 0.1, Pinned: true)]));

    [Fact]
    public void MayPromise_UntouchedGuest_GivesAllBack() =>
        Assert.Equal(1500, MemoryBound.Default.MayPromiseMib(1000, [new(500, 0, 0, Pinned: false)]));

    [Fact]
    public void MayPromise_BusyGuest_GivesBackWhatIsShared() =>
        // All touched and active: only zero pages (7.5 %) and twins inside it (half of 5 %) go; a lone guest shares with nobody.
        Assert.InRange(MemoryBound.Default.MayPromiseMib(1000, [new(1000, 1, 1, Pinned: false)]), 1099, 1100);

    [Fact]
    public void MayPromise_MoreSwap_NeverPromisesLess() => Gen.Select(GenGuest.Array[0, 8], Gen.Long[0, 4096], Gen.Long[0, 4096]).Sample((guests, swap, more) =>
        Assert.True(
            new MemoryBound(SharingMix.Heterogeneous, swap + more).MayPromiseMib(1024, guests) >= new MemoryBound(SharingMix.Heterogeneous, swap).MayPromiseMib(1024, guests)));

    [Fact]
    public void LargestRatio_FullyBusyGuests_IsBarelyAboveOne()
    {
        Assert.InRange(MemoryBound.Default.LargestRatio(touched: 1, active: 1), 1.10, 1.20);
        Assert.InRange(MemoryBound.Default.LargestRatio(touched: 1, active: 0.5), 1.4, 2.2);
    }
}
