using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Persistence.Tests.Support;

/// <summary>Plain records to build batches from. Ids are numbered: a higher number sorts later.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly CellId Cell = new("z1-c1");
    public static readonly ProjectId Project = new(Id(1));
    public static readonly UserId User = new(Id(2));

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static InstanceRecord Instance(int number, string? name = null) => new()
    {
        Id = new(Id(number)),
        Project = Project,
        Name = name ?? $"web-{number}",
        Kind = InstanceKind.VirtualMachine,
        Flavor = new("vm.small"),
        Image = new("debian-13"),
        Shape = new InstanceShape(2, 4096, 20, 0, CpuPolicy.Shared),
        Labels = new Dictionary<string, string> { ["tier"] = "front" },
        State = InstanceState.Creating,
        Desired = DesiredPower.Running,
        Generation = new Generation(1),
        Version = 1,
        Reboots = 0,
        Cell = Cell,
        Zone = new("z1"),
        Placement = new HostPlacement(new("z1-r01-h01"), 20, [new NumaClaim(0, 2, 4352, [])]),
        Policy = "spread",
        Explanation = new PlacementExplanation(
            "spread", 48, 40, [new("FitsMemory", 8, new(new("z1-r01-h02"), 1, "memoryMib", 512), RefusalHelp.Capacity)],
            [new(new("z1-r01-h01"), 0.75, [new("MostFreeMemory", 1, 0.75)])], []),
        CreatedBy = User,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static OperationRecord Operation(int number, InstanceId? instance = null) => new()
    {
        Id = new(Id(number)),
        Project = Project,
        Instance = instance ?? new(Id(number)),
        InstanceName = $"web-{number}",
        Kind = "instance.create",
        State = OperationState.Running,
        Percent = 10,
        Steps = [new("accepted", Now, 0.5), new("placed", Now, null)],
        RequestedBy = User,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static EventRecord Event(long sequence, InstanceId? instance = null) => new(
        sequence, Project, "instance.creating", new(EventSubject.InstanceKind, instance?.Value ?? Id((int)sequence), $"web-{sequence}"), "creating", 1, null, null, User, Now, "Asked for.");

    public static IdempotencyRecord Remembered(string key) => new(User, key, [1, 2, 3], [4, 5], Now);

    public static UseDelta Use(long instances, long vcpus = 0) => new(Project, new ResourceCount(instances, vcpus, 0, 0));

    public static CommitBatch Batch(
        IReadOnlyList<CellEpoch>? epochs = null,
        IReadOnlyList<InstanceRecord>? created = null,
        IReadOnlyList<InstanceRecord>? updated = null,
        IReadOnlyList<InstanceId>? deleted = null,
        IReadOnlyList<OperationRecord>? operations = null,
        IReadOnlyList<OperationRecord>? operationsUpdated = null,
        IReadOnlyList<EventRecord>? events = null,
        IReadOnlyList<UseDelta>? use = null,
        IReadOnlyList<IdempotencyRecord>? idempotency = null) => new(
        epochs ?? [], created ?? [], updated ?? [], deleted ?? [], operations ?? [], operationsUpdated ?? [], events ?? [], use ?? [], idempotency ?? []);
}
