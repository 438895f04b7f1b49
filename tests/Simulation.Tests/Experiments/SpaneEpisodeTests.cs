using Cloud.Scheduler.Profiles;
using Cloud.Simulation.Experiments.Spane;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Experiments;

/// <summary>Episodes of a few VMs on one host of two NUMA nodes of 40 vCPUs and 90 GiB. The last VM of a trace is never placed.</summary>
public sealed class SpaneEpisodeTests
{
    private static readonly SpanePolicy FirstFit = SpanePolicy.Of(SpaneProfiles.FirstFit);

    private static readonly HuaweiEastVm Last = new(1, 1024, 1_000_000, 1);

    [Fact]
    public void Wait_HeadOfTheQueueDoesNotFit_HoldsUpEverythingBehindIt()
    {
        // Half a host on each NUMA node until 100; another half plus one does not fit and waits; a small one behind it waits as long.
        var trace = Trace(new(40, 20_480, 0, 100), new(42, 20_480, 10, 50), new(1, 1024, 20, 5));
        Assert.Equal(0 + 90 + 80, Wait(trace, 3));
        Assert.Equal(0 + 90, Wait(trace, 2));
    }

    [Fact]
    public void Wait_GuestLeavesAtTheArrival_NobodyWaits() =>
        Assert.Equal(0, Wait(Trace(new(80, 20_480, 0, 10), new(80, 20_480, 10, 10)), 2));

    [Fact]
    public void PlacedUntilFull_NextDoesNotFitBesideTheLast_CountsUpToTheLast()
    {
        var trace = Trace(new(40, 20_480, 0, 10), new(40, 20_480, 1, 10), new(2, 1024, 20, 10));
        // The third would fit at its arrival, when both have left; the published program asks before anybody leaves.
        Assert.Equal(2, SpaneEpisode.PlacedUntilFull(trace, 1, FirstFit, 0));
        Assert.Equal(1, SpaneEpisode.PlacedUntilFull(trace, 1, FirstFit, 2));
    }

    [Fact]
    public void Wait_LargerThanAHost_IsNoTrace() =>
        Assert.Throws<ArgumentException>(() => Wait(Trace(new HuaweiEastVm(82, 20_480, 0, 10)), 1));

    [Fact]
    public void Suite_NoEpisodeOrOneOutsideTheTrace_IsRefused()
    {
        var trace = Trace(new HuaweiEastVm(1, 1024, 0, 10));
        Assert.Throws<ArgumentException>(() => new SpaneSuite(trace, [], 1));
        Assert.Throws<ArgumentException>(() => new SpaneSuite(trace, [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpaneSuite(trace, [0], 0));
    }

    private static SpaneTrace Trace(params HuaweiEastVm[] vms) => new([.. vms, Last]);

    private static long Wait(SpaneTrace trace, int length) => SpaneEpisode.Wait(trace, hosts: 1, FirstFit, start: 0, length);
}
