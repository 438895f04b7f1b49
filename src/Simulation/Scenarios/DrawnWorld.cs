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

    /// <summary>Probability per round that an operator moves something, or takes it back.</summary>
    public double Moves { get; init; }

    /// <summary>Draws a world. The same scenario and seed give the same world.</summary>
    public static DrawnWorld Draw(Scenario scenario, ulong seed)
    {
        var random = new SimRandom(seed).Split("world");
        var workload = DrawnWorkload.Draw(random.Split("workload"), scenario);
        var live = Live(workload, random.Split("live"));
        return new(
            DrawnRegion.Draw(random.Split("region")) with { Live = live }, DrawQuotas(random.Split("quotas")),
            workload, DrawnFaults.Draw(random.Split("faults"), scenario))
        {
            // Generators of their own: whatever else is drawn stays as it was. A third of the seeds leave claims out.
            Claims = random.Split("claims") is var claims && claims.NextInt(3) == 0 ? 0 : claims.NextDouble() * scenario.ClaimsMax,
            Moves = random.Split("moves").NextDouble() * scenario.MovesMax,
        };
    }

    /// <summary>A few lines for a transcript or a terminal: everything that was drawn.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Region.Zones.Count} zones, {Region.Hosts.Count} hosts of {Region.Hosts[0].NumaNodes.Count} NUMA nodes, profile {Region.PlacementProfile}, overcommit {DrawnRegion.Overcommit(Region)}, {Quotas.Count} projects, claims {Claims:P0}\n  {Workload}\n  {Faults}");

    /// <summary>A control plane that has its turn seldom needs longer leases: without a fault, no host may lose its own. One that is quick may have shorter ones.</summary>
    private static LiveSettings Live(DrawnWorkload workload, SimRandom random)
    {
        var (evacuates, isQuick, usual) = (random.NextBool(0.7), random.NextBool(0.7), LiveSettings.Default);
        var pace = workload.RoundMsMax > 1_500 ? workload.RoundMsMax / 1_500.0 : isQuick ? 0.4 : 1;
        return usual with
        {
            Heartbeat = pace < 1 ? usual.Heartbeat * pace : usual.Heartbeat,
            SuspectAfter = usual.SuspectAfter * pace,
            Lease = usual.Lease * pace,
            DownAfter = usual.DownAfter * pace,
            AutoEvacuate = evacuates,
        };
    }

    internal static ResourceCount DrawQuota(SimRandom random) =>
        new(5 + random.NextInt(60), 20 + random.NextInt(200), 4_096L * (1 + random.NextInt(50)), 50 + random.NextInt(1_000));

    private static Dictionary<ProjectId, ResourceCount> DrawQuotas(SimRandom random) => Enumerable.Range(1, 1 + random.NextInt(4)).ToDictionary(
        number => new ProjectId(new Guid(number, 0, 0, new byte[8])), _ => DrawQuota(random));
}
