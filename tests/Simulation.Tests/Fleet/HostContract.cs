using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Tests.Fleet;

/// <summary>One host as the contract sees it: commands in, reports out, and a way to wait until nothing is under way.</summary>
public interface IHostUnderContract
{
    /// <summary>A host with two NUMA nodes of 8 cores, 2 threads per core and 32768 MiB, 100 GiB of disk, no overcommit.</summary>
    HostId Id { get; }

    void Send(HostCommand command);

    /// <summary>Lets the host work until it has nothing left to do and returns everything it said since the last call, in order.</summary>
    IReadOnlyList<HostReport> Settle();

    /// <summary>Lets the host work until it has said that it began to boot, and returns what it said.</summary>
    IReadOnlyList<HostReport> UntilBooting();
}

/// <summary>What every implementation of the host protocol must do. Derive, and hand over a fresh host.</summary>
public abstract class HostContract
{
    private readonly InstanceId _one = new(new Guid("018f0000-0000-7000-8000-000000000001"));
    private readonly InstanceId _two = new(new Guid("018f0000-0000-7000-8000-000000000002"));

    protected abstract IHostUnderContract NewHost();

    private static EnsureInstance Ensure(
        IHostUnderContract host, InstanceId id, long generation, DesiredPower power = DesiredPower.Running, int reboots = 0, long memoryMib = 1024,
        InstanceKind kind = InstanceKind.VirtualMachine) => new(
        host.Id, id, new(generation), power, reboots, kind, new(2, memoryMib, 10, 1, CpuPolicy.Shared), new("debian-13"),
        new(host.Id, 10, [new(0, 2, memoryMib, [])]));

    [Fact]
    public void Ensure_Running_BootsAndSaysSo()
    {
        foreach (var kind in InstanceKinds.All)
        {
            var host = NewHost();

            host.Send(Ensure(host, _one, 1, kind: kind));
            var said = host.Settle();

            Assert.Contains(said, report => report.Observed is ObservedPower.Booting && report.Phase is not null && report.Timeline.Count == 0);
            var last = said[^1];
            Assert.Equal((ObservedPower.Running, 100, (string?)null), (last.Observed, last.Percent, last.Phase));
            Assert.Equal((host.Id, _one, new Generation(1)), (last.Host, last.Instance, last.Generation));
            var phases = BootPath.Of(kind).Phases.Select(phase => phase.Name).ToList();
            Assert.Equal(phases, last.Timeline.Select(phase => phase.Phase).Where(phase => phase is not ImageFetch.Phase));
            Assert.All(last.Timeline, phase => Assert.True(phase.DurationMs > 0));
            Assert.Equal(said.Select(report => report.Percent).Order(), said.Select(report => report.Percent));
        }
    }

    [Fact]
    public void Ensure_Stopped_NeverBoots()
    {
        var host = NewHost();

        host.Send(Ensure(host, _one, 1, DesiredPower.Stopped));

        Assert.Equal([ObservedPower.Stopped], host.Settle().Select(report => report.Observed).Distinct());
    }

    [Fact]
    public void Ensure_SameCommandAgain_RepeatsTheStateAndDoesNothing()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        var first = host.Settle()[^1];

        host.Send(Ensure(host, _one, 1));
        var again = host.Settle();

        Assert.Equal([ObservedPower.Running], again.Select(report => report.Observed));
        Assert.Equal(first.Timeline, again[0].Timeline);
    }

    [Fact]
    public void Ensure_SameCommandDuringTheBoot_DoesNotBootTwice()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        host.UntilBooting();

        host.Send(Ensure(host, _one, 1));

        Assert.Single(host.Settle(), report => report.Observed is ObservedPower.Running);
    }

    [Fact]
    public void Ensure_StopThenStart_GoesDownAndUp()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        host.Settle();

        host.Send(Ensure(host, _one, 2, DesiredPower.Stopped));
        var down = host.Settle();
        host.Send(Ensure(host, _one, 3));
        var up = host.Settle();

        Assert.Equal((ObservedPower.Stopped, new Generation(2)), (down[^1].Observed, down[^1].Generation));
        Assert.Contains(down, report => report.Observed is ObservedPower.ShuttingDown);
        Assert.Equal((ObservedPower.Running, new Generation(3)), (up[^1].Observed, up[^1].Generation));
    }

    [Fact]
    public void Ensure_StopDuringTheBoot_EndsStopped()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        host.UntilBooting();

        host.Send(Ensure(host, _one, 2, DesiredPower.Stopped));

        Assert.Equal(ObservedPower.Stopped, host.Settle()[^1].Observed);
    }

    [Fact]
    public void Ensure_MoreReboots_RebootsOnceAndTakesTheNumberOver()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        host.Settle();

        host.Send(Ensure(host, _one, 2, reboots: 3));
        var said = host.Settle();
        host.Send(Ensure(host, _one, 2, reboots: 3));
        var again = host.Settle();

        Assert.Contains(said, report => report.Observed is ObservedPower.ShuttingDown);
        Assert.Single(said, report => report.Observed is ObservedPower.Running);
        Assert.Equal([ObservedPower.Running], again.Select(report => report.Observed));
    }

    [Fact]
    public void Ensure_RebootsOfAFreshInstance_AreNotRepeated()
    {
        var host = NewHost();

        host.Send(Ensure(host, _one, 7, reboots: 5));

        Assert.DoesNotContain(host.Settle(), report => report.Observed is ObservedPower.ShuttingDown);
    }

    [Fact]
    public void Ensure_OlderGeneration_IsIgnored()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 5));
        host.Settle();

        host.Send(Ensure(host, _one, 4, DesiredPower.Stopped));
        var stale = host.Settle();
        host.Send(Ensure(host, _one, 5));

        Assert.Empty(stale);
        Assert.Equal(ObservedPower.Running, Assert.Single(host.Settle()).Observed);
    }

    [Fact]
    public void Remove_RunningInstance_FreesItsPlace()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1, memoryMib: 32_768));
        host.Settle();

        host.Send(new RemoveInstance(host.Id, _one, new(2)));
        var gone = host.Settle();
        host.Send(Ensure(host, _two, 1, memoryMib: 32_768));

        Assert.Equal((ObservedPower.Absent, new Generation(2)), (gone[^1].Observed, gone[^1].Generation));
        Assert.Equal(ObservedPower.Running, host.Settle()[^1].Observed);
    }

    [Fact]
    public void Remove_Twice_SaysAbsentTwice()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1));
        host.Settle();

        host.Send(new RemoveInstance(host.Id, _one, new(2)));
        var first = host.Settle();
        host.Send(new RemoveInstance(host.Id, _one, new(2)));
        var second = host.Settle();

        Assert.Equal([ObservedPower.Absent], first.Select(report => report.Observed));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Remove_OlderGeneration_IsIgnored()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 5));
        host.Settle();

        host.Send(new RemoveInstance(host.Id, _one, new(4)));
        host.Send(Ensure(host, _one, 5));

        Assert.Equal([ObservedPower.Running], host.Settle().Select(report => report.Observed));
    }

    [Fact]
    public void Remove_OvertakesItsEnsure_TheInstanceStaysAway()
    {
        var host = NewHost();

        host.Send(new RemoveInstance(host.Id, _one, new(2)));
        host.Send(Ensure(host, _one, 1));

        Assert.Equal([ObservedPower.Absent], host.Settle().Select(report => report.Observed));
    }

    [Fact]
    public void Ensure_DoesNotFit_FailsWithTheAmountMissing()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1, memoryMib: 32_000));
        host.Settle();

        host.Send(Ensure(host, _two, 1, memoryMib: 1_000));
        var said = Assert.Single(host.Settle());

        Assert.Equal(ObservedPower.Failed, said.Observed);
        Assert.Contains("768 of 32768 MiB", said.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ensure_RefusedOnce_IsTakenWhenThereIsRoom()
    {
        var host = NewHost();
        host.Send(Ensure(host, _one, 1, memoryMib: 32_768));
        host.Send(Ensure(host, _two, 1, memoryMib: 32_768));
        host.Settle();

        host.Send(new RemoveInstance(host.Id, _one, new(2)));
        host.Send(Ensure(host, _two, 1, memoryMib: 32_768));

        Assert.Equal((_two, ObservedPower.Running), (host.Settle()[^1] is var last ? (last.Instance, last.Observed) : default));
    }

    [Theory]
    [InlineData(2, 1, 1024, 10)]
    [InlineData(0, 17, 1024, 10)]
    [InlineData(0, 1, 1024, 101)]
    public void Ensure_PlacementNoHostOfThisShapeCanHold_Fails(int numaNode, int vcpus, long memoryMib, int diskGib)
    {
        var host = NewHost();
        var ensure = Ensure(host, _one, 1) with { Placement = new(host.Id, diskGib, [new(numaNode, vcpus, memoryMib, [])]) };

        host.Send(ensure);

        var said = Assert.Single(host.Settle());
        Assert.Equal(ObservedPower.Failed, said.Observed);
        Assert.False(string.IsNullOrWhiteSpace(said.Reason));
    }

    [Fact]
    public void Ensure_DedicatedCoreAlreadyGivenAway_Fails()
    {
        var host = NewHost();
        var dedicated = Ensure(host, _one, 1) with { Placement = new(host.Id, 10, [new(0, 4, 1024, [0, 1])]) };
        host.Send(dedicated);
        host.Settle();

        host.Send(dedicated with { Instance = _two, Placement = new(host.Id, 10, [new(0, 4, 1024, [1, 2])]) });

        Assert.Equal(ObservedPower.Failed, Assert.Single(host.Settle()).Observed);
    }
}
