using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Tests.Groups;

/// <summary>The rules again, counted from a list of members each time: slow, obvious, and without the table.</summary>
internal static class RuleOracle
{
    public static bool Allows(
        IReadOnlyList<HostDescription> hosts, PlacementGroup group, IReadOnlyList<(int Host, int Partition)> members, int host, int partition) =>
        group.Rules.Where(rule => rule.Hard).All(rule => Allows(hosts, rule, members, host, partition));

    /// <summary>Whether a whole group stands, whatever order it came in: spread is only judged at the end.</summary>
    public static bool Stands(IReadOnlyList<HostDescription> hosts, PlacementGroup group, IReadOnlyList<(int Host, int Partition)> members) =>
        group.Rules.Where(rule => rule.Hard).All(rule =>
        {
            var byDomain = members.GroupBy(member => Domain(hosts[member.Host], rule.Level)).ToList();
            var domains = hosts.Select(host => Domain(host, rule.Level)).Distinct().Count();
            var least = byDomain.Count < domains ? 0 : byDomain.Min(domain => domain.Count());
            return rule.Kind switch
            {
                GroupRuleKind.Affinity => byDomain.Count <= 1,
                GroupRuleKind.AntiAffinity => byDomain.All(domain => domain.Count() <= rule.Limit),
                GroupRuleKind.Spread => byDomain.All(domain => domain.Count() - least <= rule.Limit),
                GroupRuleKind.PartitionAffinity => members.GroupBy(member => member.Partition)
                    .All(partition => partition.Select(member => Domain(hosts[member.Host], rule.Level)).Distinct().Count() == 1),
                GroupRuleKind.PartitionAntiAffinity => byDomain.All(domain => domain.Select(member => member.Partition).Distinct().Count() == 1),
            };
        });

    private static bool Allows(
        IReadOnlyList<HostDescription> hosts, GroupRule rule, IReadOnlyList<(int Host, int Partition)> members, int host, int partition)
    {
        var here = Domain(hosts[host], rule.Level);
        var near = members.Where(member => Domain(hosts[member.Host], rule.Level) == here).ToList();
        var same = members.Where(member => member.Partition == partition).ToList();
        var least = hosts.Select(other => Domain(other, rule.Level)).Distinct()
            .Min(domain => members.Count(member => Domain(hosts[member.Host], rule.Level) == domain));
        return rule.Kind switch
        {
            GroupRuleKind.Affinity => members.Count == 0 || near.Count > 0,
            GroupRuleKind.AntiAffinity => near.Count + 1 <= rule.Limit,
            GroupRuleKind.Spread => near.Count + 1 <= rule.Limit || near.Count + 1 - least <= rule.Limit,
            GroupRuleKind.PartitionAffinity => same.Count == 0 || near.Exists(member => member.Partition == partition),
            GroupRuleKind.PartitionAntiAffinity => near.TrueForAll(member => member.Partition == partition),
        };
    }

    private static string Domain(HostDescription host, DomainLevel level) => level switch
    {
        DomainLevel.Host => host.Id.Value,
        DomainLevel.Rack => $"{host.Zone}/{host.Rack}",
        DomainLevel.Zone => host.Zone.Value,
    };
}
