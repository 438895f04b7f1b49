using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.ControlPlane.Tests.Operator.Faults;

public sealed class FaultDeskTests : IDisposable
{
    private static readonly UserId Operator = new(Guid.Parse("00000000-0000-0000-0000-000000000007"));

    private static readonly Cloud.ControlPlane.Operator.RegionDescription TheRegion = World.MakeRegion(hostsPerZone: 3, zones: 2, cores: 8, memoryMib: 8192, cpuRatio: 1);

    private readonly Recorder _fleet = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FaultDesk _desk;

    public FaultDeskTests() => _desk = Desk(_fleet);

    public void Dispose() => _desk.Dispose();

    private FaultDesk Desk(IFaultInjector injector) => new(TheRegion, injector, new Counting(), _clock, NullLogger<FaultDesk>.Instance);

    private static InjectFault Ask(FaultKind kind, FaultTarget? target = null, int? seconds = null) => new(kind, target ?? FaultTarget.Everywhere, FaultAsk.Default, seconds);

    [Fact]
    public void Inject_OnARack_StrikesItsHostsAlone()
    {
        var zone = TheRegion.Hosts[0].Zone;
        var rack = TheRegion.Hosts[0].Rack;
        var fault = Assert.Single(_desk.Inject([Ask(FaultKind.RackPowerLoss, new(null, zone, rack))], Operator, drill: null).Value);

        Assert.Equal(TheRegion.Hosts.Where(host => host.Zone == zone && host.Rack == rack).Select(host => host.Id), fault.Hosts);
        Assert.Equal([fault.Kind], _fleet.Now.Select(active => active.Kind));
        Assert.Equal(fault.Hosts, _fleet.Now[0].Hosts);
        Assert.Single(_desk.ByHost()[fault.Hosts[0]]);
    }

    [Fact]
    public void Expire_AtItsTime_TellsTheFleetWithoutAnybodyLooking()
    {
        _desk.Inject([Ask(FaultKind.DiskFull, seconds: 60), Ask(FaultKind.SlowHost, seconds: 90)], Operator, drill: null);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, _fleet.Now.Count);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([FaultKind.SlowHost], _fleet.Now.Select(active => active.Kind));
        _clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Empty(_fleet.Now);
        Assert.All(_desk.List(), fault => Assert.Equal((FaultEnd.Expired, fault.EndsAt), (fault.End, fault.EndedAt)));
    }

    [Fact]
    public void Heal_NamesWhoDidIt_AndTwiceIsOnce()
    {
        var fault = _desk.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).Value[0];
        Assert.False(_desk.Heal(fault.Id, Operator).IsRefused);
        Assert.False(_desk.Heal(fault.Id, UserId.System).IsRefused);
        Assert.Equal((FaultEnd.Healed, Operator), (_desk.List()[0].End!.Value, _desk.List()[0].EndedBy!.Value));
        Assert.Empty(_fleet.Now);
        Assert.Same(ProblemKind.NotFound, _desk.Heal(new(Guid.Empty), Operator).Problem?.Kind);
    }

    [Fact]
    public void Inject_OneOfSeveralRefused_NoneBegins()
    {
        var refused = _desk.Inject([Ask(FaultKind.DiskFull), Ask(FaultKind.HostCrash, new(new HostId("nowhere"), null, null))], Operator, drill: null);
        Assert.Same(ProblemKind.ValidationFailed, refused.Problem?.Kind);
        Assert.Empty(_desk.List());
        Assert.Empty(_fleet.Now);
    }

    [Fact]
    public void Inject_MoreThanTheLimit_IsRefusedAndHistoryIsBounded()
    {
        for (var number = 0; number < FaultDesk.MaxActive; number++) Assert.False(_desk.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).IsRefused);
        Assert.Same(ProblemKind.InUse, _desk.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).Problem?.Kind);
        foreach (var fault in _desk.List()) _desk.Heal(fault.Id, Operator);
        for (var number = 0; number < FaultDesk.MaxHistory; number++) _desk.Heal(_desk.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).Value[0].Id, Operator);
        Assert.Equal(FaultDesk.MaxHistory, _desk.List().Count);
    }

    [Fact]
    public void Inject_WhereHostsAreMachines_IsNotSupportedInWords()
    {
        using var real = Desk(new NoFaultInjector());
        var problem = real.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).Problem!;
        Assert.Same(ProblemKind.NotSupported, problem.Kind);
        Assert.Contains("machines and not models", problem.Detail, StringComparison.Ordinal);
        using var some = Desk(new Recorder { Supported = [FaultKind.HostCrash] });
        Assert.Contains("Supported: host-crash.", some.Inject([Ask(FaultKind.DiskFull)], Operator, drill: null).Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryDrill_IsValidOnEveryStage()
    {
        var host = TheRegion.Hosts[0];
        foreach (var drill in Drills.All)
        {
            var faults = drill.Faults(new(host.Zone, host.Rack, host.Id)).Select(fault => new InjectFault(fault.Kind, fault.Target, fault.Ask, drill.DurationSeconds)).ToList();
            Assert.Empty(faults.SelectMany(fault => fault.Validate()));
            Assert.False(_desk.Inject(faults, Operator, drill.Name).IsRefused);
        }
    }

    private sealed class Recorder : IFaultInjector
    {
        public IReadOnlyList<ActiveFault> Now { get; private set; } = [];

        public IReadOnlyCollection<FaultKind> Supported { get; init; } = [.. FaultNames.Kinds];

        public void Set(IReadOnlyList<ActiveFault> faults) => Now = faults;
    }

    private sealed class Counting : IIdSource
    {
        private int _last;

        public Guid Next() => new(++_last, 0, 0, new byte[8]);
    }
}
