using Cloud.Contracts;

namespace Cloud.Cli.Tests.Fakes;

/// <summary>Documents as the server sends them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid ProjectId = new("0198a000-0000-7000-8000-000000000007");

    public static readonly PlacementExplanationView Funnel = new(
        "spread", 48, 0,
        [
            new("HasMemory", 40, new("z1-r01-h03", 1, "memoryMib", 2_048), "capacity"),
            new("FitsNumaNodes", 8, new("z2-r02-h01", null, "numaNodes", 1), "request"),
        ],
        [], [
            new()
            {
                Kind = "change", Text = "Ask for at most 61 GiB of memory on one NUMA node instead of 64 GiB.",
                Changes = [new("memoryMib", 65_536, 62_464, null, null)], Parts = 1, HostsFitting = 1, Guests = [],
            },
        ]);

    public static InstanceView Instance(string name = "web-1", string state = "running", int number = 1, Guid? operation = null) => new()
    {
        Id = Id(number), Project = ProjectId, Name = name, Kind = "microvm", Flavor = "micro.small", Image = "alpine-3.22", Vcpus = 2, MemoryMib = 1024,
        DiskGib = 4, Labels = new() { ["tier"] = "front", ["canary"] = "" }, State = state,
        AllowedActions = state is "running" ? ["stop", "reboot", "delete"] : ["delete"], Zone = "z1",
        Placement = new("z1-r01-h03", "spread", [new(0, 1, 512, []), new(1, 1, 512, [4, 5])]), Operation = operation, Version = 3, CreatedBy = Id(99),
        CreatedAt = Noon, UpdatedAt = Noon, RunningSince = state is "running" ? Noon.AddMilliseconds(161) : null,
    };

    public static OperationView Operation(string state, string kind = "instance.create", string? failure = null) => new()
    {
        Id = Id(50), Project = ProjectId, Instance = Id(1), InstanceName = "web-1", Kind = kind, State = state, Percent = state is "running" ? 40 : 100,
        Steps = [new("accepted", Noon, 1.5), new("placed", Noon, null)], RequestedBy = Id(99), CreatedAt = Noon, UpdatedAt = Noon, Failure = failure,
    };

    public static EventView Event(long sequence, string state, int instance = 1) => new()
    {
        Sequence = sequence, Project = ProjectId, Type = $"instance.{state}", Subject = new("instance", Id(instance), $"web-{instance}"), Instance = Id(instance), InstanceName = $"web-{instance}", State = state,
        Version = sequence, Actor = Id(99), At = Noon.AddSeconds(sequence), Message = $"web-{instance} is {state}",
    };

    public static ProblemView NoCapacity => new()
    {
        Type = "/problems/no-capacity", Title = "No host can take the instance", Status = 507, Detail = "None of 48 hosts can take 2 vCPU and 65,536 MiB.",
        Explanation = Funnel,
    };

    public static PageView<T> Page<T>(params T[] items) => new(items, Next: null);

    public static Guid Id(int number) => new($"0198a000-0000-7000-8000-{number:000000000000}");
}
