using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using static Cloud.Scheduler.Tests.Needs.NeedsWorld;

namespace Cloud.Scheduler.Tests.Needs;

/// <summary>One host of two NUMA nodes: 4 cores of 2 threads, 16 GiB, 2,048 pages of 2 MiB, 4 of 1 GiB, a card and a GPU each.</summary>
public sealed class NeedsExampleTests
{
    [Fact]
    public void Isolate_TakesACoreForEachVcpuAndLeavesTheSiblingIdle()
    {
        var claim = Assert.Single(One().Put(Ask(3, 1, new() { Threads = ThreadPolicy.Isolate }, policy: CpuPolicy.Dedicated)).Claims);
        Assert.Equal([0, 1, 2], claim.Cores);
        Assert.Equal([0, 2, 4], claim.Detail!.Threads);
        var refused = One().Refuse(Ask(5, 1, new() { Threads = ThreadPolicy.Isolate }, policy: CpuPolicy.Dedicated));
        Assert.Equal(new NearestMiss(new("h"), 0, "cores", 1), Refusal(refused, "FitsCores").NearestMiss);
        Assert.Contains("Allow the siblings of a core to be used or absent: 1 host fits.", refused.Advice.Select(advice => advice.Describe()));
    }

    [Fact]
    public void Prefer_UsesSiblingsAndRequireNeedsThem()
    {
        var claim = Assert.Single(One().Put(Ask(3, 1, new() { Threads = ThreadPolicy.Require }, policy: CpuPolicy.Dedicated)).Claims);
        Assert.Equal([0, 1], claim.Cores);
        Assert.Equal([0, 1, 2], claim.Detail!.Threads);
        var single = World.Ledger(World.Host("arm", numaNodes: new NumaNodeDescription(8, 1, 16 * 1024)));
        Assert.Equal(1, Refusal(single.Refuse(Ask(3, 1, new() { Threads = ThreadPolicy.Require }, policy: CpuPolicy.Dedicated)), "HasSiblingThreads").Hosts);
        Assert.Equal([0, 1, 2], single.Put(Ask(3, 1, new(), policy: CpuPolicy.Dedicated)).Claims[0].Cores);
    }

    [Fact]
    public void Mixed_TakesCoresAndFloatsOverTheRest()
    {
        // 3 of 4 cores leave 2 threads to the 2 vCPUs that float; the third would compete with the guest itself.
        var ledger = One();
        var claim = Assert.Single(ledger.Put(Ask(8, 1, new() { DedicatedVcpus = 6 }, policy: CpuPolicy.Mixed)).Claims);
        Assert.Equal((6, 2), (claim.DedicatedVcpus, claim.SharedVcpus));
        Assert.Equal([0, 1, 2], claim.Cores);
        Assert.Equal((2, 3), (ledger.Use(new("h")).NumaNodes[0].VcpusUsed, ledger.Use(new("h")).NumaNodes[0].CoresDedicated));
        Assert.Equal(new NearestMiss(new("h"), 0, "vcpus", 1), Refusal(One().Refuse(Ask(9, 1, new() { DedicatedVcpus = 6 }, policy: CpuPolicy.Mixed)), "FitsCores").NearestMiss);
    }

    [Fact]
    public void AsymmetricGuest_GetsEachNodeWhereItFits()
    {
        var ledger = One();
        ledger.Put(Ask(5, 1, new()));
        var needs = new InstanceNeeds { GuestNumaNodes = [new(8, 1024), new(2, 8 * 1024)] };
        var placement = ledger.Put(Ask(10, 9, needs, numaNodes: 2));
        Assert.Equal([(0, 1, 2), (1, 0, 8)], placement.Claims.Select(claim => (claim.NumaNode, claim.Detail!.GuestNode, claim.Vcpus)));
    }

    [Fact]
    public void HugePages_ComeFromTheirPoolAndTheOverheadDoesNot()
    {
        var ledger = One("loaded");
        var claim = Assert.Single(ledger.Put(Ask(1, 3, new() { Pages = PageSize.Huge1G }, overhead: 100)).Claims);
        Assert.Equal((3, 3 * 1024 + 100, 100), (claim.Detail!.Pages, claim.MemoryMib, claim.SmallMib));
        Assert.Equal((100, 3), (ledger.Use(new("h")).NumaNodes[0].MemoryUsedMib, ledger.Use(new("h")).NumaNodes[0].Pages1GUsed));
        var refused = ledger.Refuse(Ask(1, 6, new() { Pages = PageSize.Huge1G }));
        Assert.Equal(new NearestMiss(new("h"), 1, "pages1G", 2), Refusal(refused, "FitsPages").NearestMiss);
        Assert.Contains("Allow any page size: 1 host fits.", refused.Advice.Select(advice => advice.Describe()));
        Assert.Equal(PageSize.Small, ledger.Put(Ask(1, 6, new() { Pages = PageSize.Any })).Claims[0].Detail!.PageSize);
    }

    [Fact]
    public void VirtualFunctions_AreNamedAndNear()
    {
        var ledger = One();
        var near = Devices(new DeviceNeed(DeviceKind.Nic, 2, 0) { Affinity = DeviceAffinity.Required });
        ledger.Put(Ask(8, 1, new())); // NUMA node 0 is full, so the guest and its functions are on the other one.
        Assert.Equal([new DeviceClaim("nic1", 2, [0, 1])], ledger.Put(Ask(1, 1, near)).Extras!.Devices);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, near)), "FitsTogether").Hosts);
        var anywhere = Devices(new DeviceNeed(DeviceKind.Nic, 2, 0));
        Assert.Equal([new DeviceClaim("nic0", 2, [0, 1])], ledger.Put(Ask(1, 1, anywhere)).Extras!.Devices);
        Assert.Equal(new NearestMiss(new("h"), null, "virtualFunctions", 1), Refusal(ledger.Refuse(Ask(1, 1, anywhere)), "FitsDevices").NearestMiss);
    }

    [Fact]
    public void PreferredDevice_DrawsTheGuestToItsNumaNodeAndGivesWay()
    {
        var ledger = One();
        ledger.Put(Ask(2, 1, new())); // The tighter NUMA node is 0; the only a10 is on 1.
        var near = Devices(new DeviceNeed(DeviceKind.Gpu, 1, 100) { Models = ["a10"], Affinity = DeviceAffinity.Preferred });
        Assert.Equal(1, Assert.Single(ledger.Put(Ask(1, 1, near)).Claims).NumaNode);
        ledger.Put(Ask(7, 1, new())); // The rest of NUMA node 1.
        Assert.Equal(0, Assert.Single(ledger.Put(Ask(1, 1, near)).Claims).NumaNode);
    }

    [Fact]
    public void GpuThousandths_ShareADeviceUpToTheWhole()
    {
        var ledger = One();
        PlacementRequest Share(int thousandths, params string[] models) => Ask(1, 1, Devices(new DeviceNeed(DeviceKind.Gpu, 1, thousandths) { Models = models }));
        Assert.Equal([new DeviceClaim("gpu1", 600, [])], ledger.Put(Share(600, "a10")).Extras!.Devices);
        Assert.Equal("gpu1", ledger.Put(Share(400)).Extras!.Devices[0].Device); // Packed: the fuller one.
        Assert.Equal("gpu0", ledger.Put(Share(250)).Extras!.Devices[0].Device);
        Assert.Equal(new NearestMiss(new("h"), null, "gpuThousandths", 50), Refusal(ledger.Refuse(Share(800)), "FitsDevices").NearestMiss);
        Assert.Equal(1, Refusal(ledger.Refuse(Share(1, "h100")), "FitsDevices").Hosts);
    }

    [Fact]
    public void ConfidentialKeysBandwidthAndTraits_AreCountedAndNamed()
    {
        var ledger = One();
        var needs = new InstanceNeeds { Confidential = ConfidentialNeed.SevSnp, NetworkMbps = 4_000, RequiredTraits = ["ssd"] };
        ledger.Put(Ask(1, 1, needs));
        var second = ledger.Put(Ask(1, 1, needs));
        Assert.Equal(new NearestMiss(new("h"), null, "networkMbps", 2_000), Refusal(ledger.Refuse(Ask(1, 1, needs)), "FitsBandwidth").NearestMiss);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, needs with { NetworkMbps = 0 })), "FitsConfidentialKeys").Hosts);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, new() { Confidential = ConfidentialNeed.Tdx })), "SupportsConfidential").Hosts);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, new() { Hypervisor = "xen" })), "RunsHypervisor").Hosts);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, new() { RequiredTraits = ["gold"] })), "HasRequiredTraits").Hosts);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, new() { ForbiddenTraits = ["ssd"] })), "HasNoForbiddenTraits").Hosts);
        Assert.Equal(1, Refusal(ledger.Refuse(Ask(1, 1, new() { AnyTraits = ["gold", "silver"] })), "HasAnyOfTraits").Hosts);
        ledger.Release(second);
        ledger.Put(Ask(1, 1, needs));
    }

    [Fact]
    public void NoNumaNodes_IsCutUpOverTheHost()
    {
        var ledger = One();
        ledger.Put(Ask(6, 1, new()));
        var placement = ledger.Put(Ask(10, 24, new() { Layout = NumaLayout.None }, numaNodes: 0));
        Assert.Equal([(0, 2, 15 * 1024), (1, 8, 9 * 1024)], placement.Claims.Select(claim => (claim.NumaNode, claim.Vcpus, (int)claim.MemoryMib)));
        Assert.Equal(new NearestMiss(new("h"), null, "vcpus", 1), Refusal(ledger.Refuse(Ask(1, 1, new() { Layout = NumaLayout.None }, numaNodes: 0)), "FitsVcpus").NearestMiss);
    }

    private static RuleRefusal Refusal(PlacementExplanation explanation, string rule) => Assert.Single(explanation.Refusals, refusal => refusal.Rule == rule);
}
