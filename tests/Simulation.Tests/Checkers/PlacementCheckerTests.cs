using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Checkers;
using Cloud.Simulation.Tests.Fleet;

namespace Cloud.Simulation.Tests.Checkers;

/// <summary>A checker that finds nothing wrong is worth nothing unless it finds what is wrong.</summary>
public sealed class PlacementCheckerTests
{
    private static readonly HostDescription Host = Worlds.Host(1);

    private static readonly RegionDescription Region = new("test", "spread", 1, [new(new("z1"), new("z1-c1"))], Worlds.Pools, [Host]);

    private static int s_next;

    private static InstanceRecord Instance(int vcpus, long memoryMib, int numaNodes, CpuPolicy policy, params NumaClaim[] claims) => new()
    {
        Id = Worlds.Instance(Interlocked.Increment(ref s_next)),
        Project = default,
        Name = "i",
        Kind = InstanceKind.MicroVm,
        Flavor = new("f"),
        Image = new("i"),
        Shape = new(vcpus, memoryMib, 1, numaNodes, policy),
        Labels = new Dictionary<string, string>(StringComparer.Ordinal),
        State = InstanceState.Running,
        Desired = DesiredPower.Running,
        Generation = new(1),
        Version = 1,
        Reboots = 0,
        Cell = new("z1-c1"),
        Zone = new("z1"),
        Placement = new(Host.Id, 1, claims),
        Policy = "spread",
        Explanation = new PlacementExplanation("spread", 1, 1, [], [], []),
        CreatedBy = default,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private static InstanceRecord Shared(int vcpus, long memoryMib) => Instance(vcpus, memoryMib, 1, CpuPolicy.Shared, new NumaClaim(0, vcpus, memoryMib, []));

    [Fact]
    public void Check_FullHost_FindsNothing() =>
        Assert.Empty(PlacementChecker.Check(Region, [Shared(16, 32_768), Instance(2, 100, 1, CpuPolicy.Dedicated, new NumaClaim(1, 2, 100, [0]))]));

    [Fact]
    public void Check_EachViolation_IsNamed()
    {
        Expect("vCPUs", Shared(9, 1), Shared(8, 1));
        Expect("MiB", Shared(1, 20_000), Shared(1, 20_000));
        Expect("overcommits against itself", Shared(17, 1));
        Expect("two instances", Instance(2, 1, 1, CpuPolicy.Dedicated, new NumaClaim(0, 2, 1, [3])), Instance(2, 1, 1, CpuPolicy.Dedicated, new NumaClaim(0, 2, 1, [3])));
        Expect("core it does not have", Instance(2, 1, 1, CpuPolicy.Dedicated, new NumaClaim(0, 2, 1, [8])));
        Expect("cores its policy promises", Instance(2, 1, 1, CpuPolicy.Dedicated, new NumaClaim(0, 2, 1, [])));
        Expect("unequal parts of vCPUs", Instance(4, 2, 2, CpuPolicy.Shared, new NumaClaim(0, 3, 1, []), new NumaClaim(1, 1, 1, [])));
        Expect("unequal parts of memory", Instance(4, 100, 2, CpuPolicy.Shared, new NumaClaim(0, 2, 80, []), new NumaClaim(1, 2, 20, [])));
        Expect("asked for 2 NUMA nodes", Instance(4, 100, 2, CpuPolicy.Shared, new NumaClaim(0, 4, 100, [])));
        Expect("NUMA node twice", Instance(4, 100, 2, CpuPolicy.Shared, new NumaClaim(0, 2, 50, []), new NumaClaim(0, 2, 50, [])));
        Expect("of 5 vCPUs", Instance(5, 100, 1, CpuPolicy.Shared, new NumaClaim(0, 4, 100, [])));
        Expect("no NUMA node 2", Instance(1, 1, 1, CpuPolicy.Shared, new NumaClaim(2, 1, 1, [])));
        Expect("GiB of disk", Shared(1, 1) with { Placement = new(Host.Id, 101, [new(0, 1, 1, [])]) });
        Expect("does not have", Shared(1, 1) with { Placement = new(new("gone"), 1, [new(0, 1, 1, [])]) });
    }

    private static void Expect(string words, params InstanceRecord[] instances) =>
        Assert.Contains(PlacementChecker.Check(Region, instances), violation => violation.Contains(words, StringComparison.Ordinal));
}
