using Cloud.Scheduler.Groups;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>
/// What the words of huawei-topology-2025 are taken to mean, since the data set does not say. All rules are hard.
/// </summary>
/// <param name="Affinity">Members of an affinity group share one domain of this level.</param>
/// <param name="AntiAffinity">Members of an anti-affinity group never share a domain of this level.</param>
/// <param name="FaultDomain">Members of different fault domains of a group never share a domain of this level.</param>
public sealed record TopologyReading(DomainLevel Affinity, DomainLevel AntiAffinity, DomainLevel FaultDomain)
{
    /// <summary>
    /// Affinity is one rack, since many of the affinity groups are larger than any host; anti-affinity is different hosts; a fault domain is
    /// a set of racks that it shares with no other fault domain of its group.
    /// </summary>
    public static TopologyReading Default { get; } = new(DomainLevel.Rack, DomainLevel.Host, DomainLevel.Rack);

    /// <summary>The narrowest reading: one host, different racks, different racks.</summary>
    public static TopologyReading Strict { get; } = new(DomainLevel.Host, DomainLevel.Rack, DomainLevel.Rack);

    /// <summary>The rules of a strategy of the data set. Throws for one that it does not have.</summary>
    public GroupRule Rule(string strategy) => strategy switch
    {
        "affinity" => GroupRule.Affinity(Affinity),
        "anti-affinity" => GroupRule.AntiAffinity(AntiAffinity),
        "fault_domain" => GroupRule.PartitionAntiAffinity(FaultDomain),
        _ => throw new ArgumentException($"The data set has no strategy '{strategy}'.", nameof(strategy)),
    };
}
