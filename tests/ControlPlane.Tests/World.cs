using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Reconcilers;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Tests;

/// <summary>A small region with a store in memory, driven step by step: no thread, no clock.</summary>
public sealed class World
{
    public static readonly ProjectId Project = new(new Guid(1, 0, 0, new byte[8]));
    public static readonly ProjectId OtherProject = new(new Guid(2, 0, 0, new byte[8]));
    public static readonly UserId User = new(new Guid(3, 0, 0, new byte[8]));
    public static readonly ResourceCount Plenty = new(1000, 1000, 1_000_000, 100_000);

    private int nextId;
    private IReadOnlyList<CellEpoch> epochs;

    public World(int hostsPerZone = 2, int zones = 2, int cores = 4, long memoryMib = 8_192, double cpuRatio = 2)
    {
        Region = MakeRegion(hostsPerZone, zones, cores, memoryMib, cpuRatio);
        epochs = Store.Acquire(Cells);
        State = ClusterState.Rebuild(Region, Store.Image());
    }

    public RegionDescription Region { get; }

    public InMemoryClusterStore Store { get; } = new();

    public ClusterState State { get; private set; }

    public List<HostCommand> Sent { get; } = [];

    public List<EventRecord> Events { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private IReadOnlyList<CellId> Cells => [.. Region.Zones.Select(zone => zone.Cell)];

    public static RegionDescription MakeRegion(int hostsPerZone, int zones, int cores, long memoryMib, double cpuRatio) => new(
        "test", "spread", Speed: 1,
        [.. Enumerable.Range(1, zones).Select(zone => new ZoneDescription(new($"z{zone}"), new($"z{zone}-c1")))],
        new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = new("general", cpuRatio, MemoryRatio: 1, ChargeOverhead: true) },
        [.. from zone in Enumerable.Range(1, zones)
            from host in Enumerable.Range(1, hostsPerZone)
            select new HostDescription(
                new($"z{zone}-r01-h{host:00}"), new($"z{zone}"), "r01", "imported", "default", "general",
                [new(cores, 1, memoryMib), new(cores, 1, memoryMib)], DiskGib: 1_000)]);

    public Guid NextId() => new(100 + nextId++, 0, 0, new byte[8]);

    /// <summary>Decides one thing, commits it and sends its commands, as the writer would.</summary>
    public T Step<T>(Func<ClusterState, ChangeSet, DateTimeOffset, T> decide)
    {
        var changes = new ChangeSet(State);
        var result = decide(State, changes, Now);
        if (changes.HasDurableChanges)
            Store.Commit(changes.ToBatch(epochs));
        Sent.AddRange(changes.Commands);
        Events.AddRange(changes.Events);
        return result;
    }

    public Outcome<InstanceAccepted> Create(
        string name = "web", int vcpus = 1, long memoryMib = 512, int numaNodes = 1, ResourceCount? limit = null, ProjectId? project = null, string? zone = null,
        PlacementTerms? terms = null, string? reservation = null, PreemptionMode preemption = PreemptionMode.Immediate)
    {
        var shape = new InstanceShape(vcpus, memoryMib, DiskGib: 1, numaNodes, CpuPolicy.Shared);
        var request = new CreateInstance(
            project ?? Project, name, InstanceKind.MicroVm, new FlavorId("test"), new ImageId("test"), zone is null ? null : new ZoneId(zone),
            new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Terms = terms ?? PlacementTerms.None,
            Reservation = reservation,
            Preemption = preemption,
        };
        var order = new CreateOrder(new InstanceId(NextId()), new OperationId(NextId()), request, shape, limit ?? Plenty, User) { NextOperation = () => new(NextId()) };
        return Step((state, changes, now) => InstancePlanner.Create(state, changes, order, now));
    }

    public Outcome<ReservationRecord> Reserve(
        string name = "kept", int count = 1, int vcpus = 1, long memoryMib = 512, int numaNodes = 1, ResourceCount? limit = null, string? zone = null,
        GroupTerms? group = null, DateTimeOffset? until = null)
    {
        var shape = new InstanceShape(vcpus, memoryMib, DiskGib: 1, numaNodes, CpuPolicy.Shared);
        var request = new CreateReservation(
            Project, name, InstanceKind.MicroVm, new FlavorId("test"), zone is null ? null : new ZoneId(zone), count, group, until);
        return Step((state, changes, now) => ReservationPlanner.Create(state, changes, new(new(NextId()), request, shape, limit ?? Plenty, User), now));
    }

    public Outcome<Done> EndReservation(ReservationRecord reservation, long? ifVersion = null) =>
        Step((state, changes, now) => ReservationPlanner.Delete(state, changes, new(reservation.Project, reservation.Id, ifVersion), User, now));

    /// <summary>Deletes an instance, and its host agrees.</summary>
    public void Remove(InstanceRecord instance) => Report(Act(instance, InstanceAction.Delete).Value.Instance, ObservedPower.Absent);

    public Outcome<InstanceAccepted> Act(InstanceRecord instance, InstanceAction action, long? ifVersion = null)
    {
        var operation = new OperationId(NextId());
        return Step((state, changes, now) => InstancePlanner.Act(
            state, changes, new ActOnInstance(instance.Project, instance.Id, action, ifVersion), operation, User, now));
    }

    public void Report(InstanceRecord instance, ObservedPower observed, Generation? generation = null, string? reason = null, HostId? host = null) => Step((state, changes, now) =>
    {
        var report = new HostReport(
            host ?? instance.Placement.Host, instance.Id, generation ?? instance.Generation, observed, 0, Phase: null,
            [new PhaseTiming("kernel", 110)], reason);
        ReportReconciler.Observe(state, changes, report, now);
        return true;
    });

    public int Reconcile() => Step((state, changes, now) => InstanceReconciler.Plan(state, changes, now));

    /// <summary>The control plane dies and starts again from the store.</summary>
    public void Restart()
    {
        epochs = Store.Acquire(Cells);
        State = ClusterState.Rebuild(Region, Store.Image());
    }

    public InstanceRecord Current(InstanceRecord instance) => State.Find(instance.Id) ?? throw new InvalidOperationException("It is gone.");

    public OperationRecord Operation(OperationId id) =>
        Store.FindOperationAsync(id, CancellationToken.None).Result ?? throw new InvalidOperationException("There is no such operation.");
}
