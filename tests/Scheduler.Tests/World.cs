using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Lifetimes;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;
using CsCheck;

namespace Cloud.Scheduler.Tests;

/// <summary>Small worlds that a reader can check in the head, and random ones.</summary>
internal static class World
{
    /// <summary>Round numbers: <c>exact</c> overcommits nothing and charges no overhead, <c>dense</c> promises 4 vCPUs per thread, <c>loaded</c> charges.</summary>
    public static readonly Dictionary<string, PoolPolicy> Pools = new()
    {
        ["exact"] = new("exact", 1, 1, false),
        ["dense"] = new("dense", 4, 1.5, false),
        ["loaded"] = new("loaded", 2, 1, true),
    };

    /// <summary>A NUMA node of 4 cores with 2 threads each and 16 GiB.</summary>
    public static readonly NumaNodeDescription Numa8 = new(4, 2, 16 * 1024);

    public static HostDescription Host(string name, string pool = "exact", string zone = "z1", int disk = 100, params NumaNodeDescription[] numaNodes) =>
        new(new HostId(name), new ZoneId(zone), "r01", "test", "nps1", pool, numaNodes.Length == 0 ? [Numa8, Numa8] : numaNodes, disk);

    public static CapacityLedger Ledger(params HostDescription[] hosts) => new(hosts, Pools);

    public static InstanceShape Shape(int vcpus, long gib, int numaNodes = 1, CpuPolicy policy = CpuPolicy.Shared, int disk = 0) =>
        new(vcpus, gib * 1024, disk, numaNodes, policy);

    public static PlacementRequest Request(
        int vcpus, long gib, int numaNodes = 1, CpuPolicy policy = CpuPolicy.Shared, int disk = 0, long overhead = 0, string? zone = null) =>
        new(Shape(vcpus, gib, numaNodes, policy, disk), overhead, zone is null ? null : new ZoneId(zone));

    public static HostPlacement On(string host, params NumaClaim[] claims) => new(new HostId(host), 0, claims);

    public static NumaClaim Shared(int numaNode, int vcpus, long gib) => new(numaNode, vcpus, gib * 1024, []);

    public static NumaClaim Cores(int numaNode, int vcpus, long gib, params int[] cores) => new(numaNode, vcpus, gib * 1024, cores);

    /// <summary>Places requests until one does not fit, or all have; returns what was placed.</summary>
    public static List<HostPlacement> Fill(CapacityLedger ledger, IEnumerable<PlacementRequest> requests, PlacementProfile profile)
    {
        var placed = new List<HostPlacement>();
        foreach (var request in requests)
        {
            if (PlacementPipeline.Place(ledger, request, profile).Placement is not { } placement) continue;
            ledger.Take(placement);
            placed.Add(placement);
        }

        return placed;
    }

    public static string State(CapacityLedger ledger) => string.Join('\n', ledger.Hosts.Select(host => State(ledger.Use(host.Id))));

    private static string State(HostUse use) => $"{use.Host} {use.Instances} {use.DiskUsedGib}/{use.DiskGib} {string.Join(' ', use.NumaNodes)}";

    public static readonly Gen<NumaNodeDescription> GenNuma =
        Gen.Select(Gen.Int[0, 6], Gen.OneOf(1, 2, 4), Gen.Int[0, 24], (cores, threads, memory) => new NumaNodeDescription(cores, threads, memory));

    private static readonly Gen<HostDescription> GenHost =
        Gen.Select(GenNuma.Array[1, 4], Gen.OneOf("exact", "dense", "loaded"), Gen.OneOf("z1", "z2"), Gen.Int[0, 10],
            (numaNodes, pool, zone, disk) => Host("h", pool, zone, disk, numaNodes));

    public static Gen<HostDescription[]> GenHosts(int most) =>
        GenHost.Array[1, most].Select(hosts => hosts.Select((host, index) => host with { Id = new HostId($"h{index}") }).ToArray());

    private static readonly Gen<WorkloadMix> GenMix =
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 8], Gen.Int[0, 2], Gen.Bool, Gen.Int[1, 3],
            (vcpus, memory, parts, dedicated, share) => new WorkloadType(
                new GuestType(vcpus * Math.Max(1, parts), (long)memory * Math.Max(1, parts), 0, parts, dedicated), share)).Array[1, 3].Select(types => new WorkloadMix(types));

    private static readonly Gen<LifetimeView?> GenLifetimes =
        Gen.Select(Gen.Int[0, 400_000], Gen.Select(Gen.Int[0, 400_000], Gen.Int[1, 4], Gen.Bool, (exit, kind, recycling) => new HostLifetime(exit, kind, recycling)).Array[0, 5],
            (guest, hosts) => hosts.Length == 0 ? null : new LifetimeView(guest, hosts.Select((host, index) => (host, index)).ToDictionary(it => new HostId($"h{it.index}"), it => it.host)));

    /// <summary>Everything that a policy may know besides, with tables for hosts h0 to h4.</summary>
    private static readonly Gen<PolicyContext> GenContext =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3], Gen.Int[0, 5], GenMix, GenLifetimes, (sequence, seed, previous, mix, lifetimes) => new PolicyContext
        {
            Sequence = sequence,
            Seed = (ulong)seed,
            Previous = previous == 5 ? null : new HostId($"h{previous}"),
            Workload = mix,
            Lifetimes = lifetimes,
        });

    /// <summary>Valid requests of the size of the random hosts.</summary>
    public static readonly Gen<PlacementRequest> GenRequest =
        Gen.Select(
            Gen.Select(Gen.Int[1, 8], Gen.Int[1, 10], Gen.Int[0, 4], Gen.Bool, Gen.Int[0, 4], (vcpus, memory, numaNodes, dedicated, disk) => new InstanceShape(
                vcpus * Math.Max(1, numaNodes), (long)memory * Math.Max(1, numaNodes), disk, numaNodes, dedicated ? CpuPolicy.Dedicated : CpuPolicy.Shared)),
            Gen.Int[0, 3], Gen.OneOf<string?>(null, null, null, "z1", "z3"), GenContext,
            (shape, overhead, zone, context) => new PlacementRequest(shape, overhead, zone is null ? null : new ZoneId(zone)) { Context = context });

    /// <summary>A world with some load on it.</summary>
    public static Gen<CapacityLedger> GenLoaded(int mostHosts, PlacementProfile profile) =>
        Gen.Select(GenHosts(mostHosts), GenRequest.Array[0, 12], (hosts, requests) =>
        {
            var ledger = Ledger(hosts);
            Fill(ledger, requests, profile);
            return ledger;
        });
}
