using System.Text;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Reconcilers;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.ControlPlane;

/// <summary>
/// The real Core, the real fleet and the store in memory in one virtual time: what the writer does with threads, here step by step, so
/// that a seed decides when the control plane dies and which messages are lost.
/// </summary>
internal sealed class SimulatedCloud : IHostReports, IIdSource
{
    private static readonly ProjectId Project = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly UserId User = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly ResourceCount Quota = new(60, 200, 200_000, 1_000);
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ulong _seed;
    private readonly SimRandom _random;
    private readonly SimRandom _ids;
    private readonly List<HostReport> _inbox = [];
    private IReadOnlyList<CellEpoch> _epochs = [];
    private long _idCount;
    private long _nowNs;
    private long _fleetStartedNs;
    private int _fleets;

    public SimulatedCloud(ulong seed)
    {
        _seed = seed;
        _random = new SimRandom(seed).Split("cloud");
        _ids = new SimRandom(seed).Split("ids");
        Region = DrawRegion(_random.Split("region"));
        Fleet = NewFleet();
        State = Start();
    }

    public RegionDescription Region { get; }

    public InMemoryClusterStore Store { get; } = new();

    public ClusterState State { get; private set; }

    public SimulatedFleet Fleet { get; private set; }

    public LinkFaults Faults { get; set; } = LinkFaults.None;

    public StringBuilder Transcript { get; } = new();

    public int Restarts { get; private set; }

    public int Refused { get; private set; }

    private DateTimeOffset Now => Epoch + TimeSpan.FromTicks(_nowNs / TimeSpan.NanosecondsPerTick);

    /// <summary>Time ordered like the real ones, drawn from the seed.</summary>
    public Guid Next() => new((int)(++_idCount >> 16), (short)_idCount, 0x7000, BitConverter.GetBytes(_ids.NextBits()));

    public bool TryReport(HostReport report)
    {
        if (_inbox.Count >= 64) return false;
        _inbox.Add(report);
        return true;
    }

    /// <summary>One round under load: some requests, some reports, a turn of the reconciler; now and then somebody dies.</summary>
    public void Step(bool requests, bool deaths)
    {
        AdvanceBy(_random.NextInt(20, 800));
        Commit((state, changes) =>
        {
            foreach (var report in _inbox)
            {
                Transcript.Append(report with { Timeline = [] }).Append('\n');
                ReportReconciler.Observe(state, changes, report, Now);
            }

            for (var i = 0; requests && i < 3; i++) Request(state, changes);
            if (_random.NextBool(0.5) || !requests) InstanceReconciler.Plan(state, changes, Now);
        }, deaths);
        _inbox.Clear();
        if (deaths && _random.NextBool(0.02)) KillProcess();
    }

    private static RegionDescription DrawRegion(SimRandom random)
    {
        var zones = 1 + random.NextInt(3);
        NumaNodeDescription[] numaNodes = [.. Enumerable.Repeat(new NumaNodeDescription(2 + random.NextInt(6), 1 + random.NextInt(2), 8_192), 1 + random.NextInt(4))];
        var pool = new PoolPolicy("general", 1 + random.NextInt(4), 1, ChargeOverhead: true);
        return new(
            "sim", random.NextBool() ? "spread" : "pack", 1,
            [.. Enumerable.Range(1, zones).Select(zone => new ZoneDescription(new($"z{zone}"), new($"z{zone}-c1")))],
            new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = pool },
            [.. Enumerable.Range(0, zones * 3).Select(i => new HostDescription(
                new($"z{1 + (i / 3)}-r01-h{i:00}"), new($"z{1 + (i / 3)}"), "r01", "imported", "default", "general", numaNodes, 200))]);
    }

    /// <summary>Decides, makes durable, sends. Death may come before the commit, or after it and before anything was sent.</summary>
    private void Commit(Action<ClusterState, ChangeSet> decide, bool deaths)
    {
        var changes = new ChangeSet(State);
        decide(State, changes);
        if (deaths && _random.NextBool(0.02))
        {
            Restart("before the commit");
            return;
        }

        if (changes.HasDurableChanges) Store.Commit(changes.ToBatch(_epochs));
        if (deaths && _random.NextBool(0.02))
        {
            Restart("after the commit");
            return;
        }

        Fleet.Send(changes.Commands);
    }

    private void Request(ClusterState state, ChangeSet changes)
    {
        var instances = state.Instances.Keys.Order().ToList();
        if (instances.Count == 0 || _random.NextBool(0.35))
        {
            Create(state, changes);
            return;
        }

        var action = _random.Pick<InstanceAction>([InstanceAction.Start, InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Delete]);
        var order = new ActOnInstance(Project, instances[_random.NextInt(instances.Count)], action, IfVersion: null);
        if (InstancePlanner.Act(state, changes, order, this.NextOperation(), User, Now).Problem is not null) Refused++;
    }

    private void Create(ClusterState state, ChangeSet changes)
    {
        var numaNodes = _random.NextInt(3);
        var parts = Math.Max(1, numaNodes);
        var shape = new InstanceShape(parts * (1 + _random.NextInt(3)), parts * 256 * (1 + _random.NextInt(8)), _random.NextInt(8), numaNodes,
            _random.NextBool(0.2) ? CpuPolicy.Dedicated : CpuPolicy.Shared);
        var kind = InstanceKinds.All[_random.NextInt(3)];
        var request = new CreateInstance(
            Project, $"i{_idCount}", kind, new("f"), new($"image-{_random.NextInt(3)}"), Zone: null, new Dictionary<string, string>(StringComparer.Ordinal));
        var order = new CreateOrder(this.NextInstance(), this.NextOperation(), request, shape, Quota, User);
        if (InstancePlanner.Create(state, changes, order, Now).Problem is not null) Refused++;
    }

    private void AdvanceBy(int milliseconds)
    {
        _nowNs += milliseconds * 1_000_000L;
        Fleet.Faults = Faults;
        Fleet.Advance(_nowNs - _fleetStartedNs);
        Fleet.Deliver(this);
    }

    /// <summary>The control plane dies and starts again; the hosts live on and notice nothing.</summary>
    private void Restart(string when)
    {
        Transcript.Append("restart ").Append(when).Append('\n');
        Restarts++;
        State = Start();
    }

    /// <summary>The whole process dies, fleet included: the hosts are put back as the store knows them.</summary>
    private void KillProcess()
    {
        Restart("of everything");
        Fleet = NewFleet();
        Assert.Empty(Fleet.AdoptAll(State.Instances.Values.OrderBy(instance => instance.Id)));
    }

    private ClusterState Start()
    {
        _epochs = Store.Acquire([.. Region.Zones.Select(zone => zone.Cell)]);
        return ClusterState.Rebuild(Region, Store.Image());
    }

    private SimulatedFleet NewFleet()
    {
        _fleetStartedNs = _nowNs;
        return new(new EventLoop(), Region.Hosts, Region.Pools, new() { Seed = _seed + (ulong)_fleets++ });
    }
}
