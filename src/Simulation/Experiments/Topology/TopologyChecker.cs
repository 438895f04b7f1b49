using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>
/// Recomputes from the placements alone that every hard rule held. Shares no code with ledger, fitter or group table on purpose: sums over lists, sets of names.
/// </summary>
public static class TopologyChecker
{
    /// <summary>Every violation in words; empty when all placements together are sound.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<HostDescription> hosts, IEnumerable<TopologyPlacement> placed, TopologyReading reading)
    {
        var violations = new List<string>();
        List<TopologyPlacement> all = [.. placed];
        foreach (var one in all) Layout(one, violations);
        violations.AddRange(new TopologyLeft(hosts, all).Overfull.Select(host => $"{host} is overfull"));
        var racks = hosts.ToDictionary(host => host.Id.Value, host => host.Rack, StringComparer.Ordinal);
        foreach (var group in all.Where(one => one.Request.Strategy.Length > 0).GroupBy(one => one.Request.GroupName, StringComparer.Ordinal))
            Group(group.Key, [.. group], racks, reading, violations);
        return violations;
    }

    /// <summary>One NUMA node whole, or half on each of two.</summary>
    private static void Layout(TopologyPlacement one, List<string> violations)
    {
        var (shape, claims) = (one.Request.Shape, one.Placement.Claims);
        var sound = claims.Select(claim => claim.NumaNode).Distinct().Count() == shape.NumaNodes && claims.Count == shape.NumaNodes
            && claims.All(claim => claim.Vcpus * shape.NumaNodes == shape.Vcpus && claim.MemoryMib * shape.NumaNodes == shape.MemoryMib);
        if (!sound) violations.Add($"a VM of {shape} is laid out as {string.Join("; ", claims)}");
    }

    private static void Group(
        string name, List<TopologyPlacement> members, Dictionary<string, string> racks, TopologyReading reading, List<string> violations)
    {
        switch (members[0].Request.Strategy)
        {
            case "affinity" when members.Select(member => Domain(member, reading.Affinity)).Distinct(StringComparer.Ordinal).Count() > 1:
                violations.Add($"{name} is in more than one {reading.Affinity}");
                break;
            case "anti-affinity" when members.GroupBy(member => Domain(member, reading.AntiAffinity), StringComparer.Ordinal).Any(domain => domain.Count() > 1):
                violations.Add($"{name} shares a {reading.AntiAffinity}");
                break;
            case "fault_domain" when members.GroupBy(member => Domain(member, reading.FaultDomain), StringComparer.Ordinal)
                    .Any(domain => domain.Select(member => member.Request.Domain).Distinct().Count() > 1):
                violations.Add($"{name} has two fault domains in one {reading.FaultDomain}");
                break;
        }

        string Domain(TopologyPlacement member, DomainLevel level) => level switch
        {
            DomainLevel.Host => member.Placement.Host.Value,
            DomainLevel.Rack => racks[member.Placement.Host.Value],
            DomainLevel.Zone => "",
        };
    }
}
