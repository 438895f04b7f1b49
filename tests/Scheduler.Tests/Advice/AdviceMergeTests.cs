using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Advice;

public sealed class AdviceMergeTests
{
    private static readonly PlacementAdvice Impossible = new(AdviceKind.Impossible);

    [Fact]
    public void Of_TheSameChange_AddsTheHostsThatTakeIt() =>
        Assert.Equal(5, Assert.Single(AdviceMerge.Of([Vcpus(6, hosts: 2)], [Vcpus(6, hosts: 3)])).HostsFitting);

    [Fact]
    public void Of_ASmallerChangeElsewhere_KeepsTheSmaller()
    {
        Assert.Equal(7, Assert.Single(AdviceMerge.Of([Vcpus(6, hosts: 2)], [Vcpus(7, hosts: 1)])).Changes[0].To);
        Assert.Equal(7, Assert.Single(AdviceMerge.Of([Vcpus(7, hosts: 1)], [Vcpus(6, hosts: 2)])).Changes[0].To);
    }

    [Fact]
    public void Of_ImpossibleInOneCellOnly_IsNotImpossible()
    {
        Assert.Equal(AdviceKind.Wait, Assert.Single(AdviceMerge.Of([Impossible], [Wait("a", 3)])).Kind);
        Assert.Equal(AdviceKind.Impossible, Assert.Single(AdviceMerge.Of([Impossible], [Impossible])).Kind);
    }

    [Fact]
    public void Of_TwoWaits_KeepsTheNearer() =>
        Assert.Equal("b", Assert.Single(AdviceMerge.Of([Wait("a", 3)], [Wait("b", 2)])).Room!.Host.Value);

    [Fact]
    public void Of_Many_IsBounded() =>
        Assert.Equal(AdviceMerge.MaxAdvice, AdviceMerge.Of([], [.. Enumerable.Range(1, 40).Select(parts => Layout(parts))]).Count);

    private static PlacementAdvice Vcpus(int to, int hosts) => new(AdviceKind.Change) { Changes = [new(RequestField.Vcpus, 8, to)], Parts = 1, HostsFitting = hosts };

    private static PlacementAdvice Layout(int parts) => new(AdviceKind.Change) { Changes = [new(RequestField.NumaNodes, 100, parts)], HostsFitting = 1 };

    private static PlacementAdvice Wait(string host, long missing) => new(AdviceKind.Wait) { Room = new(new(host), 0, Shortfall.Vcpus, missing) };
}
