using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>One world of a scenario, as its seed drew it: topology and policies, quotas, what is asked and what goes wrong.</summary>
/// <param name="Region">Zones, racks, hosts, placement profile and overcommit.</param>
/// <param name="Quotas">The limit of each project that is there from the beginning.</param>
/// <param name="Workload">What callers ask for.</param>
/// <param name="Faults">What goes wrong, and how often.</param>
public sealed record DrawnWorld(RegionDescription Region, IReadOnlyDictionary<ProjectId, ResourceCount> Quotas, DrawnWorkload Workload, DrawnFaults Faults)
{
    /// <summary>Share of requests that are about reservations, spot instances and priorities.</summary>
    public double Claims { get; init; }

    /// <summary>Draws a world. The same scenario and seed give the same world.</summary>
    public static DrawnWorld Draw(Scenario scenario, ulong seed)
    {
        var random = new SimRandom(seed).Split("world");
        return new(
            DrawnRegion.Draw(random.Split("region")), DrawQuotas(random.Split("quotas")),
            DrawnWorkload.Draw(random.Split("workload"), scenario), DrawnFaults.Draw(random.Split("faults"), scenario))
        {
            // A generator of its own: whatever else is drawn stays as it was. A third of the seeds leave claims out.
            Claims = random.Split("claims") is var claims && claims.NextInt(3) == 0 ? 0 : claims.NextDouble() * scenario.ClaimsMax,
        };
    }

    /// <summary>A few lines for a transcript or a terminal: everything that was drawn.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Region.Zones.Count} zones, {Region.Hosts.Count} hosts of {Region.Hosts[0].NumaNodes.Count} NUMA nodes, profile {Region.PlacementProfile}, overcommit {DrawnRegion.Overcommit(Region)}, {Quotas.Count} projects, claims {Claims:P0}\n  {Workload}\n  {Faults}");

    internal static ResourceCount DrawQuota(SimRandom random) =>
        new(5 + random.NextInt(60), 20 + random.NextInt(200), 4_096L * (1 + random.NextInt(50)), 50 + random.NextInt(1_000));

    private static Dictionary<ProjectId, ResourceCount> DrawQuotas(SimRandom random) => Enumerable.Range(1, 1 + random.NextInt(4)).ToDictionary(
        number => new ProjectId(new Guid(number, 0, 0, new byte[8])), _ => DrawQuota(random));
}
