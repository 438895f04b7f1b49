using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

/// <summary>What an instance asks of its host, from the request to the running guest.</summary>
public sealed class InstanceNeedsTests(SharedCloud cloud)
{
    [Fact]
    public async Task Create_WithNeeds_RunsWithExactlyWhatThePlacementNames()
    {
        var answer = await cloud.Member.PostAsync("projects/alpha/instances", new
        {
            name = cloud.NewName("pinned"), kind = "vm", flavor = "vm.large", image = "debian-13",
            needs = new
            {
                numa = new { nodes = new[] { new { vcpus = 6, memoryMib = 4096 }, new { vcpus = 2, memoryMib = 28 * 1024 } } },
                cpu = new { policy = "dedicated", threads = "isolate" },
                devices = new[] { new { kind = "nic", count = 2, affinity = "required" } },
                network = new { bandwidthMbps = 500 },
            },
        });
        var created = answer.Read<InstanceView>(201);
        var running = await cloud.Member.WaitAsync("alpha", created.Id, "running");
        Assert.Equal(("dedicated", 2, "isolate"), (running.CpuPolicy, running.NumaNodes, running.Needs!.Cpu!.Threads));
        Assert.Equal([2, 6], running.Placement.NumaNodes.Select(claim => claim.Vcpus).Order());
        Assert.All(running.Placement.NumaNodes, claim => Assert.Equal(claim.Vcpus, claim.Threads!.Count));
        Assert.Equal(2, running.Placement.Devices!.Sum(device => device.Functions.Count));
        Assert.Equal(500, running.Placement.NetworkMbps);
    }

    [Theory]
    [InlineData(0, 1), InlineData(2, 2)]
    public async Task Explain_NumaCount_ReplacesTheFlavors(int count, int numaNodes)
    {
        var answer = await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.medium", needs = new { numa = new { count } } });
        Assert.Equal(numaNodes, answer.Read<PlacementDecisionView>(200).Placement!.NumaNodes.Count);
    }

    [Fact]
    public async Task Create_NeedsOutOfRange_NameFieldLimitAndWhatIsAccepted()
    {
        async Task<FieldErrorView> Refused(object needs) =>
            Assert.Single((await cloud.Member.PostAsync("projects/alpha/instances", new { name = "no", kind = "vm", flavor = "vm.small", image = "debian-13", needs })).Problem("validation-failed").Errors!);

        var error = await Refused(new { network = new { bandwidthMbps = 2_000_000 } });
        Assert.Equal(("needs.network.bandwidthMbps", "is 2000000", "0 to 1000000"), (error.Field, error.Message, error.Accepted));
        error = await Refused(new { numa = new { count = 9 } });
        Assert.Equal(("needs.numa.count", "0 (automatic) to 8"), (error.Field, error.Accepted));
        error = await Refused(new { devices = new[] { new { kind = "fpga" } } });
        Assert.Equal(("needs.devices[0].kind", "one of nic, gpu, nvme, accelerator"), (error.Field, error.Accepted));
    }

    [Fact]
    public async Task CreateTwice_SameKeyOtherNeeds_IsAConflict()
    {
        var key = cloud.NewName("key");
        var name = cloud.NewName("once");
        object Body(int mbps) => new { name, kind = "vm", flavor = "vm.small", image = "debian-13", needs = new { network = new { bandwidthMbps = mbps } } };
        (await cloud.Member.PostAsync("projects/alpha/instances", Body(10), ("Idempotency-Key", key))).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", Body(10), ("Idempotency-Key", key))).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", Body(20), ("Idempotency-Key", key))).Problem("idempotency-key-reused");
    }
}
