using System.Globalization;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>Draws topology and policies: a few zones of a few racks of a few hosts, of one or two sorts, under any profile there is.</summary>
internal static class DrawnRegion
{
    private const string Pool = "general";

    public static RegionDescription Draw(SimRandom random)
    {
        var zones = 1 + random.NextInt(3);
        var racks = 1 + random.NextInt(3);
        var hostsPerRack = 1 + random.NextInt(3);
        var pool = new PoolPolicy(Pool, 1 + random.NextInt(4), 1 + (random.NextInt(3) * 0.25), ChargeOverhead: random.NextBool(0.8));
        var sorts = new[] { DrawHost(random), DrawHost(random) };
        var mixed = random.NextBool(0.3);
        HostDescription Host(int zone, int rack, int host) => sorts[mixed ? (rack + host) % sorts.Length : 0] with
        {
            Id = new($"z{zone}-r{rack:00}-h{host:00}"),
            Zone = new($"z{zone}"),
            Rack = $"r{rack:00}",
        };
        var profile = PlacementProfiles.All[random.NextInt(PlacementProfiles.All.Count)];
        return new(
            "sim", profile.Name, 1,
            [.. Enumerable.Range(1, zones).Select(zone => new ZoneDescription(new($"z{zone}"), new($"z{zone}-c1")))],
            new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { [pool.Name] = pool },
            [.. from zone in Enumerable.Range(1, zones) from rack in Enumerable.Range(1, racks) from host in Enumerable.Range(1, hostsPerRack) select Host(zone, rack, host)])
        {
            Overcommit = DrawOvercommit(random, pool),
        };
    }

    /// <summary>The policy in force, in words.</summary>
    public static string Overcommit(RegionDescription region)
    {
        var ratio = region.Pools[Pool].CpuRatio.ToString(CultureInfo.InvariantCulture);
        return region.Overcommit.ForPool(Pool) is { } policy ? $"{policy.Name} up to {ratio}" : ratio;
    }

    private static HostDescription DrawHost(SimRandom random)
    {
        var numa = new NumaNodeDescription(2 + random.NextInt(6), 1 + random.NextInt(2), 4_096 * (1 + random.NextInt(4)));
        if (random.NextBool(0.3)) numa = numa with { Pages2M = 256 * random.NextInt(1, 5) };
        NumaNodeDescription[] numaNodes = [.. Enumerable.Repeat(numa, 1 + random.NextInt(4))];
        var features = random.NextBool(0.4)
            ? new HostFeatures { Devices = [new("nic0", DeviceKind.Nic, "cx6", 0, random.NextInt(1, 9)), new("gpu0", DeviceKind.Gpu, "t4", numaNodes.Length - 1)], NetworkMbps = 1_000 * random.NextInt(1, 26) }
            : HostFeatures.None;
        return new(new("?"), new("?"), "?", "imported", "default", Pool, numaNodes, 200) { Features = features };
    }

    /// <summary>Half of the worlds keep the pool's ratio; the others a policy below it, most of them one that looks at what guests use.</summary>
    private static OvercommitRules DrawOvercommit(SimRandom random, PoolPolicy pool)
    {
        IOvercommitPolicy? policy = random.NextInt(6) switch
        {
            0 => new StaticRatio(1 + ((pool.CpuRatio - 1) * random.NextDouble())),
            1 => new PercentileOfUse(80 + random.NextInt(20), WarmUp: 1 + random.NextInt(3)),
            2 => new NSigma(1 + random.NextInt(3), WarmUp: 1 + random.NextInt(3)),
            _ => null,
        };
        return policy is null ? OvercommitRules.None : new([new OvercommitRule(Pool, Tenant: null, Project: null, Kind: null, policy)]);
    }
}
