using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Needs;

/// <summary>Small worlds with huge pages, devices, bandwidth, keys and traits, and random ones.</summary>
internal static class NeedsWorld
{
    public static readonly HostDevice Card0 = new("nic0", DeviceKind.Nic, "cx6", 0, 3);
    public static readonly HostDevice Card1 = new("nic1", DeviceKind.Nic, "cx7", 1, 2);
    public static readonly HostDevice Gpu0 = new("gpu0", DeviceKind.Gpu, "t4", 0);
    public static readonly HostDevice Gpu1 = new("gpu1", DeviceKind.Gpu, "a10", 1);

    /// <summary>4 cores of 2 threads, 16 GiB in small pages, 4 GiB in 2 MiB pages, 4 pages of 1 GiB.</summary>
    public static readonly NumaNodeDescription Numa = new(4, 2, 16 * 1024) { Pages2M = 2048, Pages1G = 4 };

    /// <summary>A card and a GPU on each of two NUMA nodes, 10 Gb/s, two confidential guests.</summary>
    public static readonly HostFeatures Rich = new()
    {
        Devices = [Card0, Card1, Gpu0, Gpu1],
        NetworkMbps = 10_000,
        Traits = ["avx512", "ssd"],
        Confidential = ConfidentialTechnology.SevSnp,
        ConfidentialGuests = 2,
    };

    public static CapacityLedger One(string pool = "exact") => World.Ledger(World.Host("h", pool, numaNodes: [Numa, Numa]) with { Features = Rich });

    public static PlacementRequest Ask(int vcpus, long gib, InstanceNeeds needs, int numaNodes = 1, CpuPolicy policy = CpuPolicy.Shared, long overhead = 0) =>
        new(World.Shape(vcpus, gib, numaNodes, policy) with { Needs = needs }, overhead);

    public static InstanceNeeds Devices(params DeviceNeed[] devices) => new() { Devices = devices };

    /// <summary>Places and takes; throws when there is no room.</summary>
    public static HostPlacement Put(this CapacityLedger ledger, PlacementRequest request)
    {
        var decision = PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack);
        Assert.True(decision.Placement is not null, string.Join('\n', decision.Explanation.Refusals));
        ledger.Take(decision.Placement!);
        return decision.Placement!;
    }

    public static PlacementExplanation Refuse(this CapacityLedger ledger, PlacementRequest request)
    {
        var decision = PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack);
        Assert.Null(decision.Placement);
        return decision.Explanation;
    }

    private static readonly Gen<NumaNodeDescription> GenNuma =
        Gen.Select(Gen.Int[0, 5], Gen.OneOf(1, 2, 4), Gen.Int[0, 24], Gen.Int[0, 6], Gen.OneOf(0, 0, 1),
            (cores, threads, memory, small, large) => new NumaNodeDescription(cores, threads, memory) { Pages2M = small, Pages1G = large });

    private static readonly Gen<HostDevice> GenDevice =
        Gen.Select(Gen.OneOf(DeviceKind.Nic, DeviceKind.Gpu, DeviceKind.Nvme), Gen.OneOf("a", "b"), Gen.Int[0, 9], Gen.Int[0, 3],
            (kind, model, numa, functions) => new HostDevice("", kind, model, numa, kind == DeviceKind.Nic ? functions : 0));

    private static readonly Gen<HostFeatures> GenFeatures =
        Gen.Select(GenDevice.Array[0, 4], Gen.Int[0, 40], Gen.OneOf("avx512", "ssd").Array[0, 2], Gen.Enum<ConfidentialTechnology>(), Gen.Int[0, 2], Gen.OneOf("kvm", "kvm", "xen"),
            (devices, network, traits, technology, keys, hypervisor) => new HostFeatures
            {
                Devices = devices,
                NetworkMbps = network,
                Traits = [.. traits.Distinct()],
                Confidential = technology,
                ConfidentialGuests = technology == ConfidentialTechnology.None ? 0 : keys,
                Hypervisor = hypervisor,
            });

    private static readonly Gen<HostDescription> GenHost =
        Gen.Select(GenNuma.Array[1, 4], Gen.OneOf("exact", "dense", "loaded"), Gen.Int[0, 10], GenFeatures, (numaNodes, pool, disk, features) =>
            World.Host("h", pool, disk: disk, numaNodes: numaNodes) with
            {
                Features = features with
                {
                    Devices = [.. features.Devices.Select((device, index) => device with { Name = $"d{index}", NumaNode = device.NumaNode % numaNodes.Length })],
                },
            });

    public static Gen<HostDescription[]> GenHosts(int most) =>
        GenHost.Array[1, most].Select(hosts => hosts.Select((host, index) => host with { Id = new($"h{index}") }).ToArray());

    private static readonly Gen<DeviceNeed> GenDeviceNeed =
        Gen.Select(Gen.OneOf(DeviceKind.Nic, DeviceKind.Gpu, DeviceKind.Nvme), Gen.Int[1, 2], Gen.OneOf(300, 500, 1000), Gen.Enum<DeviceAffinity>(), Gen.OneOf<string[]>([], [], ["a"]),
            (kind, count, thousandths, affinity, models) =>
                new DeviceNeed(kind, count, kind switch { DeviceKind.Nic => 0, DeviceKind.Gpu => thousandths, _ => 1000 }) { Affinity = affinity, Models = models });

    private static readonly Gen<InstanceNeeds> GenHostNeeds =
        Gen.Select(GenDeviceNeed.Array[0, 2], Gen.OneOf(0, 0, 7), Gen.OneOf(ConfidentialNeed.None, ConfidentialNeed.None, ConfidentialNeed.Any, ConfidentialNeed.Tdx),
            Gen.OneOf<string?>(null, null, "kvm"), Gen.OneOf<string[]>([], [], ["ssd"]), Gen.OneOf<string[]>([], [], ["avx512"]), Gen.OneOf<string[]>([], [], ["avx512", "gold"]),
            (devices, network, confidential, hypervisor, required, forbidden, any) => new InstanceNeeds
            {
                Devices = devices,
                NetworkMbps = network,
                Confidential = confidential,
                Hypervisor = hypervisor,
                RequiredTraits = required,
                ForbiddenTraits = forbidden,
                AnyTraits = any,
            });

    private static readonly Gen<GuestNumaNode[]> GenNodes =
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[0, 4], (vcpus, memory, dedicated) => new GuestNumaNode(vcpus, memory, Math.Min(dedicated, vcpus))).Array[1, 3];

    /// <summary>Valid requests of every form: equal, unequal and automatic NUMA nodes or none, and every CPU policy.</summary>
    public static readonly Gen<PlacementRequest> GenRequest =
        Gen.Select(GenNodes, Gen.Int[0, 4], Gen.Enum<CpuPolicy>(), Gen.Enum<ThreadPolicy>(), Gen.Enum<PageSize>(), GenHostNeeds, Gen.Int[0, 3], Gen.Int[0, 3], Shaped)
            .Where(request => ShapeRules.Check(request.Shape).Count == 0);

    /// <summary>Worlds about cores and threads alone: everything else is ample, and requests ask for nothing else.</summary>
    public static readonly Gen<(HostDescription[] Hosts, PlacementRequest[] Load, PlacementRequest[] Asked)> GenCpuWorld = GenWorld(
        Gen.Select(Gen.Int[2, 8], Gen.OneOf(1, 2, 2, 4), (cores, threads) => new NumaNodeDescription(cores, threads, 4096)).Array[1, 3].Select(numaNodes => (numaNodes, HostFeatures.None)),
        Gen.Select(GenNodes, Gen.OneOf(0, 2, 3, 4), Gen.Enum<CpuPolicy>(), Gen.Enum<ThreadPolicy>(), (nodes, form, policy, threads) =>
            Shaped(nodes, form, policy, threads, PageSize.Small, new(), 0, 0)));

    /// <summary>Worlds about devices alone.</summary>
    public static readonly Gen<(HostDescription[] Hosts, PlacementRequest[] Load, PlacementRequest[] Asked)> GenDeviceWorld = GenWorld(
        Gen.Select(GenDevice.Array[3, 8], Gen.Int[1, 3], (devices, numaNodes) => (
            Enumerable.Repeat(new NumaNodeDescription(64, 2, 4096), numaNodes).ToArray(),
            new HostFeatures { Devices = [.. devices.Select((device, index) => device with { Name = $"d{index}", NumaNode = device.NumaNode % numaNodes })] })),
        Gen.Select(GenDeviceNeed.Where(need => need.Kind != DeviceKind.Nvme).Array[1, 3], Gen.Int[1, 2], (devices, numaNodes) => Ask(2, 2, new() { Devices = devices }, numaNodes) with { OverheadMemoryMib = 0 })
            .Select(request => request with { Shape = request.Shape with { MemoryMib = 2 } }));

    private static Gen<(HostDescription[] Hosts, PlacementRequest[] Load, PlacementRequest[] Asked)> GenWorld(
        Gen<(NumaNodeDescription[] NumaNodes, HostFeatures Features)> host, Gen<PlacementRequest> request)
    {
        var valid = request.Where(asked => ShapeRules.Check(asked.Shape).Count == 0);
        return Gen.Select(host, Gen.OneOf("exact", "dense", "loaded"), valid.Array[0, 8], valid.Array[1, 6], (described, pool, load, asked) =>
            (new[] { World.Host("h0", pool, numaNodes: described.NumaNodes) with { Features = described.Features } }, load, asked));
    }

    private static PlacementRequest Shaped(
        GuestNumaNode[] nodes, int form, CpuPolicy policy, ThreadPolicy threads, PageSize pages, InstanceNeeds needs, int overhead, int disk)
    {
        if (policy != CpuPolicy.Mixed) nodes = [.. nodes.Select(node => node with { DedicatedVcpus = 0 })];
        var equal = form is 1 or 2 ? [nodes[0], nodes[0]] : form == 0 ? nodes : (GuestNumaNode[])[nodes[0]];
        if (pages is PageSize.Large2M) equal = [.. equal.Select(node => node with { MemoryMib = 2 * node.MemoryMib })];
        if (pages is PageSize.Huge1G) equal = [.. equal.Select(node => node with { MemoryMib = 1024 })];
        needs = needs with
        {
            Layout = form == 4 ? NumaLayout.None : NumaLayout.Nodes,
            GuestNumaNodes = form == 0 ? equal : [],
            DedicatedVcpus = equal.Sum(node => node.DedicatedVcpus),
            Threads = policy == CpuPolicy.Shared ? ThreadPolicy.Prefer : threads,
            Pages = pages,
        };
        var numaNodes = form switch { 0 or 1 => equal.Length, 2 or 4 => 0, _ => 1 };
        return new(new(equal.Sum(node => node.Vcpus), equal.Sum(node => node.MemoryMib), disk, numaNodes, policy) { Needs = needs }, overhead);
    }

    /// <summary>Requests with and without needs.</summary>
    public static readonly Gen<PlacementRequest> GenAny = Gen.OneOf(GenRequest, GenRequest, World.GenRequest);
}
