using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>One world of a scenario, as its seed drew it: topology, policy, quotas and fault rates.</summary>
/// <param name="Region">Zones, racks and hosts.</param>
/// <param name="Quotas">The limit of each project.</param>
/// <param name="RequestsMax">Requests of a round, at most.</param>
/// <param name="CreateShare">Share of requests that create, 0 to 1.</param>
/// <param name="Messages">What happens to messages.</param>
/// <param name="Death">Probability per commit that the control plane dies around it.</param>
/// <param name="Blackout">Probability per round that everything dies.</param>
/// <param name="Crash">Probability per round of a power loss.</param>
/// <param name="Partition">Probability per round that a rack loses its network.</param>
/// <param name="Ailment">Probability per round that a host becomes slow or full.</param>
public sealed record DrawnWorld(
    RegionDescription Region,
    IReadOnlyDictionary<ProjectId, ResourceCount> Quotas,
    int RequestsMax,
    double CreateShare,
    LinkFaults Messages,
    double Death,
    double Blackout,
    double Crash,
    double Partition,
    double Ailment)
{
    /// <summary>Draws a world. The same scenario and seed give the same world.</summary>
    public static DrawnWorld Draw(Scenario scenario, ulong seed)
    {
        var random = new SimRandom(seed).Split("world");
        return new(
            DrawRegion(random.Split("region")),
            DrawQuotas(random.Split("quotas")),
            1 + random.NextInt(scenario.RequestsMax),
            0.25 + (random.NextDouble() * 0.4),
            new(Rate(random, scenario.MessageFaultsMax), Rate(random, scenario.MessageFaultsMax), Rate(random, scenario.MessageFaultsMax), random.NextInt(100, 20_000)),
            Rate(random, scenario.DeathsMax),
            Rate(random, scenario.BlackoutsMax),
            Rate(random, scenario.CrashesMax),
            Rate(random, scenario.PartitionsMax),
            Rate(random, scenario.AilmentsMax));
    }

    /// <summary>One line for a transcript or a terminal.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Region.Zones.Count} zones, {Region.Hosts.Count} hosts of {Region.Hosts[0].NumaNodes.Count} NUMA nodes, profile {Region.PlacementProfile}, {Quotas.Count} projects; ")
        + FormattableString.Invariant($"messages lost {Messages.Drop:P0}, doubled {Messages.Duplicate:P0}, late {Messages.Delay:P0}; ")
        + FormattableString.Invariant($"deaths {Death:P1}, blackouts {Blackout:P1}, crashes {Crash:P1}, partitions {Partition:P1}, slow or full {Ailment:P1}");

    /// <summary>A third of the seeds leave a fault out altogether.</summary>
    private static double Rate(SimRandom random, double most)
    {
        var (absent, share) = (random.NextInt(3) == 0, random.NextDouble());
        return absent ? 0 : most * share;
    }

    private static RegionDescription DrawRegion(SimRandom random)
    {
        var zones = 1 + random.NextInt(3);
        var racks = 1 + random.NextInt(3);
        var hostsPerRack = 1 + random.NextInt(3);
        var numaNode = new NumaNodeDescription(2 + random.NextInt(6), 1 + random.NextInt(2), 4_096 * (1 + random.NextInt(4)));
        var pool = new PoolPolicy("general", 1 + random.NextInt(4), 1 + (random.NextInt(3) * 0.25), ChargeOverhead: random.NextBool(0.8));
        NumaNodeDescription[] numaNodes = [.. Enumerable.Repeat(numaNode, 1 + random.NextInt(4))];
        var profile = random.Pick<PlacementProfile>([PlacementProfiles.Spread, PlacementProfiles.Pack]);
        return new(
            "sim", profile.Name, 1,
            [.. Enumerable.Range(1, zones).Select(zone => new ZoneDescription(new($"z{zone}"), new($"z{zone}-c1")))],
            new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { [pool.Name] = pool },
            [.. from zone in Enumerable.Range(1, zones)
                from rack in Enumerable.Range(1, racks)
                from host in Enumerable.Range(1, hostsPerRack)
                select new HostDescription(
                    new($"z{zone}-r{rack:00}-h{host:00}"), new($"z{zone}"), $"r{rack:00}", "imported", "default", pool.Name, numaNodes, 200)]);
    }

    private static Dictionary<ProjectId, ResourceCount> DrawQuotas(SimRandom random) => Enumerable.Range(1, 1 + random.NextInt(4)).ToDictionary(
        number => new ProjectId(new Guid(number, 0, 0, new byte[8])),
        _ => new ResourceCount(5 + random.NextInt(60), 20 + random.NextInt(200), 4_096L * (1 + random.NextInt(50)), 50 + random.NextInt(1_000)));
}
