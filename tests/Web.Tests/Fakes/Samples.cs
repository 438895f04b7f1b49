using Cloud.Contracts;

namespace Cloud.Web.Tests.Fakes;

/// <summary>A small world for the pages: one user, one project, a few instances.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    public static readonly Guid ProjectId = Guid.Parse("0199aaaa-0000-7000-8000-000000000007");
    public static readonly Guid UserId = Guid.Parse("0199aaaa-0000-7000-8000-0000000000aa");

    public static MeView Me(bool isOperator = false) => new()
    {
        Id = UserId, UserName = "aysel", DisplayName = "Aysel Mammadova", IsOperator = isOperator, Scope = "manage", Roles = [Member("aysel", UserId)],
    };

    public static RoleAssignmentView Member(string name, Guid user) => new()
    {
        Id = new Guid(name.Length, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), User = user, UserName = name, Role = "project-admin", Project = ProjectId, CreatedAt = Now.AddDays(-3),
    };

    public static ProjectView Project() => new()
    {
        Id = ProjectId, Tenant = Guid.Empty, Name = "team-07", DisplayName = "Team 7", Role = "project-admin",
        Limit = new(20, 64, 262_144, 1_000), Use = new(7, 24, 69_632, 210), Version = 3, CreatedAt = Now.AddDays(-30),
    };

    public static InstanceView Instance(int number, string name, string kind, string state, params string[] allowed) => new()
    {
        Id = new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), Project = ProjectId, Name = name, Kind = kind, Flavor = kind is "vm" ? "gp.large" : "micro.small",
        Image = kind is "vm" ? "debian-13" : "alpine-3.22", Vcpus = kind is "vm" ? 8 : 1, MemoryMib = kind is "vm" ? 32_768 : 512, DiskGib = kind is "container" ? 0 : 20,
        Labels = number % 2 == 0 ? new() { ["app"] = "web" } : [], State = state, AllowedActions = allowed, Fault = state is "error" ? "The host lost it." : null,
        Zone = "zone-a", Placement = Placement(), Version = 5, CreatedBy = UserId, CreatedAt = Now.AddMinutes(-number * 7), UpdatedAt = Now,
        RunningSince = state is "running" ? Now.AddMinutes(-number) : null,
    };

    public static IReadOnlyList<InstanceView> Instances() =>
    [
        Instance(1, "db-1", "vm", "running", "stop", "reboot", "delete"), Instance(2, "web-1", "microvm", "running", "stop", "reboot", "delete"),
        Instance(3, "web-2", "microvm", "creating", "delete"), Instance(4, "cache", "container", "stopped", "start", "delete"),
        Instance(5, "train-a", "vm", "error", "start", "stop", "delete"), Instance(6, "old-job", "container", "deleting"),
    ];

    public static PlacementView Placement() => new("host-00042", "spread", [new(0, 4, 16_384, []), new(1, 4, 16_384, [])]);

    public static PlacementExplanationView Explanation() => new(
        "spread", 48, 12,
        [
            new("InRequestedZone", 32, null, "request"), new("FitsNumaNodes", 4, new("host-00017", 1, "memoryMib", 2_048), "capacity"),
            new("HasDisk", 0, null, "capacity"),
        ],
        [
            new("host-00042", 1.62, [new("EmptiestHost", 2, 1.2), new("FewestNeighbours", 1, 0.42)]),
            new("host-00007", 1.4, [new("EmptiestHost", 2, 1.1), new("FewestNeighbours", 1, 0.3)]),
            new("host-00013", 1.1, [new("EmptiestHost", 2, 0.7), new("FewestNeighbours", 1, 0.4)]),
        ], []);

    public static OperationView Operation(string kind, string state, string name = "web-1") => new()
    {
        Id = Guid.Parse("0199aaaa-0000-7000-8000-00000000000b"), Project = ProjectId, Instance = new Guid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), InstanceName = name, Kind = kind,
        State = state, Percent = state is "running" ? 62 : 100,
        Steps =
        [
            new("accepted", Now.AddSeconds(-20), null), new("placed", Now.AddSeconds(-20), null), new("image", Now.AddSeconds(-19), 400),
            new("monitor", Now.AddSeconds(-18), 51), new("kernel", Now.AddSeconds(-17), 110), .. state is "succeeded" ? [new OperationStepView("ready", Now.AddSeconds(-16), null)] : Array.Empty<OperationStepView>(),
        ],
        RequestedBy = UserId, CreatedAt = Now.AddSeconds(-20), UpdatedAt = Now, FinishedAt = state is "running" ? null : Now, Failure = state is "failed" ? "The host did not answer." : null,
    };

    public static EventView Event(long sequence, string type) => new()
    {
        Sequence = sequence, Project = ProjectId, Type = type, Subject = new("instance", new Guid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), "web-1"), Instance = new Guid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), InstanceName = "web-1", State = type.Split('.')[1],
        Version = sequence, Actor = sequence % 2 == 0 ? Guid.Empty : UserId, At = Now.AddSeconds(-sequence), Message = $"web-1 is {type.Split('.')[1]}.",
    };

    public static IReadOnlyList<FlavorView> Flavors() =>
    [
        new() { Name = "micro.small", Description = "One vCPU", Vcpus = 1, MemoryMib = 512, DiskGib = 1, NumaNodes = 0, CpuPolicy = "shared", Kinds = ["microvm", "container"] },
        new() { Name = "gp.large", Description = "Eight vCPUs", Vcpus = 8, MemoryMib = 32_768, DiskGib = 40, NumaNodes = 0, CpuPolicy = "shared", Kinds = ["vm"] },
        new() { Name = "numa.large", Description = "Two NUMA nodes", Vcpus = 20, MemoryMib = 65_536, DiskGib = 80, NumaNodes = 2, CpuPolicy = "dedicated", Kinds = ["vm"] },
        new() { Name = "gp.small", Description = "Two vCPUs", Vcpus = 2, MemoryMib = 4_096, DiskGib = 5, NumaNodes = 0, CpuPolicy = "shared", Kinds = ["vm"] },
    ];

    public static IReadOnlyList<ImageView> Images() =>
    [
        new() { Name = "debian-13", Description = "Debian 13 cloud image", Kinds = ["vm"], SizeMib = 420, MinDiskGib = 8, MinMemoryMib = 512 },
        new() { Name = "alpine-3.22", Description = "Alpine 3.22", Kinds = ["microvm", "container"], SizeMib = 60, MinDiskGib = 1, MinMemoryMib = 64 },
    ];

    public static HostView Host(int number) => new()
    {
        Name = $"host-{number:00000}", Zone = "zone-a", Rack = "rack-03", Profile = "epyc-7763-2s", NumaMode = "nps2", Pool = "general", Instances = number % 5, DiskUsedGib = 120, DiskGib = 3_800,
        NumaNodes = [.. Enumerable.Range(0, 4).Select(n => new NumaNodeView(n, 32, 2, n, 20 * (n + 1) % 60, 120, 30_000 * (n + 1), 262_144))],
    };

    public static RegionView Region() => new()
    {
        Name = "campus", PlacementProfile = "spread", Speed = 1, Hosts = 48, Instances = 31, VcpusUsed = 412, VcpusCapacity = 5_120, MemoryUsedMib = 2_000_000, MemoryCapacityMib = 12_582_912,
    };

    public static TokenView Token() => new() { Id = Guid.Parse("0199aaaa-0000-7000-8000-00000000000c"), Name = "laptop", Scope = "write", CreatedAt = Now.AddDays(-1), ExpiresAt = Now.AddDays(29) };
}
