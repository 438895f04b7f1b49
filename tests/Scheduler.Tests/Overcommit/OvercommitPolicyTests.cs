using System.Collections.Immutable;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Overcommit;
using CsCheck;

namespace Cloud.Scheduler.Tests.Overcommit;

/// <summary>What holds for every policy, and what each one says of a few guests that one can add up in the head.</summary>
public sealed class OvercommitPolicyTests
{
    private const int WarmUp = 3;

    private static readonly ImmutableArray<IOvercommitPolicy> Policies =
    [
        new StaticRatio(1), new StaticRatio(4), new PercentileOfUse(95, WarmUp), new NSigma(5, WarmUp),
        new MaximumOf([new PercentileOfUse(99, WarmUp), new NSigma(3, WarmUp)]), new PeakOracle(), new ReclaimableMemory(MemoryBound.Default, WarmUp),
    ];

    private static readonly Gen<GuestUsage[]> GenGuests =
        Gen.Select(Gen.Int[1, 16], Gen.Int[0, 100].Array[0, 10], Gen.Byte[0, 100].Array[0, 10],
            (limit, past, future) => new GuestUsage(limit, UsageHistoryTests.Of(past), future)).Array[0, 8];

    [Fact]
    public void Demand_AnyGuests_IsBetweenNothingAndTheirLimits() => GenGuests.Sample(guests =>
        Assert.All(Policies, policy => Assert.InRange(policy.Demand(guests), -1e-6, OvercommitMath.Limits(guests) + 1e-9)));

    [Fact]
    public void MayPromise_AnyGuests_NeverPromisesLessThanTheHardware() => Gen.Select(GenGuests, Gen.Int[1, 64]).Sample((guests, physical) =>
        Assert.All(Policies, policy => Assert.True(OvercommitMath.MayPromise(policy, physical, guests) >= physical)));

    [Fact]
    public void MayPromise_Static_IsTheRatioWhateverIsUsed() => Gen.Select(GenGuests, Gen.Int[8, 64]).Sample((guests, physical) =>
    {
        if (OvercommitMath.Limits(guests) > 4 * physical) return;
        Assert.Equal(4 * physical, OvercommitMath.MayPromise(new StaticRatio(4), physical, guests), 6);
    });

    [Fact]
    public void Demand_Max_IsThatOfTheMostCareful() => GenGuests.Sample(guests =>
        Assert.Equal(Math.Max(Policies[2].Demand(guests), Policies[3].Demand(guests)), new MaximumOf([Policies[2], Policies[3]]).Demand(guests)));

    [Fact]
    public void Demand_Oracle_IsNeverExceeded() => GenGuests.Sample(guests =>
    {
        var peak = new PeakOracle().Demand(guests);
        for (var at = 0; at < 10; at++)
            Assert.True(guests.Where(guest => at < guest.Future.Length).Sum(guest => guest.Limit * guest.Future.Span[at] / 100) <= peak + 1e-9);
    });

    [Theory]
    [InlineData("percentile", 8)] // each guest alone peaks at 4
    [InlineData("n-sigma", 4)] // together they always use 4
    [InlineData("oracle", 5)]
    public void Demand_TwoGuestsThatTakeTurns_DependsOnWhetherTheyAreSeenTogether(string policy, double demand)
    {
        GuestUsage[] guests =
        [
            new(4, UsageHistoryTests.Of([100, 0, 100, 0]), new byte[] { 100, 0 }),
            new(4, UsageHistoryTests.Of([0, 100, 0, 100]), new byte[] { 25, 100 }),
        ];
        Assert.Equal(demand, Named(policy).Demand(guests), 9);
    }

    [Fact]
    public void Demand_ColdGuest_CountsAtItsLimit() => Assert.All(
        new[] { "percentile", "n-sigma" }, name => Assert.Equal(4, Named(name).Demand([new(4, UsageHistoryTests.Of([1, 1]))])));

    [Fact]
    public void MayPromise_HalfUsed_PromisesTheOtherHalfAgain() =>
        Assert.Equal(12, OvercommitMath.MayPromise(Named("percentile"), 8, [new(8, UsageHistoryTests.Of([50, 50, 50]))]));

    [Fact]
    public void Ratio_GuestsUnderDifferentPolicies_AddsTheirDemands()
    {
        // 16 vCPUs at 4 per thread need 4 threads, 4 vCPUs of a tenant that was promised whole threads need 4: the 8 are full.
        var promise = new NumaPromise(new StaticRatio(4));
        promise.Add(new StaticRatio(4), new(16, new UsageHistory()));
        promise.Add(new StaticRatio(1), new(4, new UsageHistory()));
        Assert.Equal(20, promise.Ratio(8, OvercommitRatio.Of(4), isBudgetSpent: false).Capacity(8));
        promise.Clear();
        promise.Add(new StaticRatio(4), new(20, new UsageHistory()));
        Assert.Equal(32, promise.Ratio(8, OvercommitRatio.Of(4), isBudgetSpent: false).Capacity(8));
        Assert.Equal(20, promise.Ratio(8, OvercommitRatio.Of(4), isBudgetSpent: true).Capacity(8));
    }

    [Fact]
    public void Ratio_Anything_StaysBetweenOneAndTheCeiling() => Gen.Select(GenGuests, Gen.Int[0, 64], Gen.Double[1, 8]).Sample((guests, physical, ceiling) =>
    {
        var promise = new NumaPromise(new NSigma(3, WarmUp));
        foreach (var guest in guests) promise.Add(new NSigma(3, WarmUp), guest);
        Assert.InRange(promise.Ratio(physical, OvercommitRatio.Of(ceiling), isBudgetSpent: false).Millionths, 1_000_000, OvercommitRatio.Of(ceiling).Millionths);
    });

    private static IOvercommitPolicy Named(string name) => Policies.First(policy => string.Equals(policy.Name, name, StringComparison.Ordinal));
}
