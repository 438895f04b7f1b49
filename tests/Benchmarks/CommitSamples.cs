using System.Security.Cryptography;
using System.Text;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks;

/// <summary>Batches as the writer makes them: ids in order of time, a few projects at once, explanations of the usual size.</summary>
internal static class CommitSamples
{
    public static readonly CellId Cell = new("z1-c1");

    public const int Projects = 8;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstanceShape Shape = new(2, 4096, 20, 0, CpuPolicy.Shared);

    public static List<CommitBatch> Batches(int run, int batches, int size, IReadOnlyList<CellEpoch> epochs) =>
        [.. Enumerable.Range(0, batches).Select(batch => Batch(Enumerable.Range((run * 1_000_000) + (batch * size) + 1, size), epochs))];

    private static CommitBatch Batch(IEnumerable<int> numbers, IReadOnlyList<CellEpoch> epochs)
    {
        var instances = numbers.Select(Instance).ToList();
        return new CommitBatch(
            epochs,
            instances,
            [],
            [],
            [.. instances.Select(Operation)],
            [],
            [.. instances.Zip(numbers, Event)],
            [.. instances.GroupBy(instance => instance.Project).Select(group =>
                new UseDelta(group.Key, group.Aggregate(default(ResourceCount), (sum, instance) => sum + ResourceCount.Of(instance.Shape))))],
            [.. instances.Select(Remember)]);
    }

    private static InstanceRecord Instance(int number)
    {
        var host = new HostId($"z1-r{number % 8:D2}-h{number % 16:D2}");
        return new InstanceRecord
        {
            Id = new(Id(number, 1)),
            Project = new(Id(number % Projects, 2)),
            Name = $"web-{number}",
            Kind = InstanceKind.VirtualMachine,
            Flavor = new("vm.small"),
            Image = new("debian-13"),
            Shape = Shape,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["tier"] = "front", ["owner"] = "replay" },
            State = InstanceState.Creating,
            Desired = DesiredPower.Running,
            Generation = new Generation(1),
            Version = 1,
            Reboots = 0,
            Cell = Cell,
            Zone = new("z1"),
            Placement = new HostPlacement(host, 20, [new NumaClaim(number % 2, 2, 4352, [])]),
            Policy = "spread",
            Explanation = new PlacementExplanation(
                "spread", 48, 41,
                [new("FitsMemory", 5, new(host, 1, "memoryMib", 512), RefusalHelp.Capacity), new("WithinOvercommit", 2, null, RefusalHelp.Capacity)],
                [.. Enumerable.Range(0, PlacementExplanation.MaxBest).Select(rank => new ScoredHost(
                    new($"z1-r{rank:D2}-h{number % 16:D2}"), 2.31 - (rank / 7.0),
                    [new("MostFreeMemory", 1, 0.91 - (rank / 9.0)), new("FewestInstances", 1, 0.7), new("LowestOvercommit", 1, 0.7)]))],
                []),
            OpenOperation = new OperationId(Id(number, 3)),
            CreatedBy = new(Id(7, 4)),
            CreatedAt = Now,
            UpdatedAt = Now,
        };
    }

    private static OperationRecord Operation(InstanceRecord instance) => new()
    {
        Id = instance.OpenOperation!.Value,
        Project = instance.Project,
        Instance = instance.Id,
        InstanceName = instance.Name,
        Kind = "instance.create",
        State = OperationState.Running,
        Percent = 10,
        Steps = [new("accepted", Now, 0.2), new("placed", Now, 0.1), new("image", Now, null)],
        RequestedBy = instance.CreatedBy,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private static EventRecord Event(InstanceRecord instance, int sequence) => new(
        sequence, instance.Project, "instance.creating", EventSubject.Of(instance), "creating", 1, instance.OpenOperation, instance.Placement.Host,
        instance.CreatedBy, Now, $"{instance.Name} was placed on {instance.Placement.Host}.");

    /// <summary>The answer is the instance and its operation as JSON, about 2 KiB.</summary>
    private static IdempotencyRecord Remember(InstanceRecord instance) => new(
        instance.CreatedBy, instance.Id.ToString(), SHA256.HashData(Encoding.UTF8.GetBytes(instance.Name)),
        Encoding.UTF8.GetBytes(new string('x', 2_048)), Now);

    /// <summary>Version 7 in form: the number is the time.</summary>
    private static Guid Id(int number, byte kind) => new(number, 0, 0x7000, 0x80, kind, 0x3a, 0x91, 0x5c, 0x07, (byte)number, (byte)(number >> 8));
}
