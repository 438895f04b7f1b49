using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>
/// Hard rules hold between all members of a group, after every decision; spread, which a deletion may spoil, whenever a member comes. Counted
/// from the instances alone, by the rules that the world has drawn for the group.
/// </summary>
public sealed class GroupRulesHold : ICloudChecker
{
    private readonly NewPlacements _new = new();

    public string Name => "group-rules-hold";

    public CheckTime Time => CheckTime.EveryDecision;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        foreach (var fresh in _new.Since(cloud.State))
        {
            if (fresh.Terms.Group is not { } group) continue;
            var members = cloud.State.Instances.Values
                .Where(other => other.Project == fresh.Project && string.Equals(other.Terms.Group?.Name, group.Name, StringComparison.Ordinal)).OrderBy(other => other.Id)
                .SelectMany(other => other.Id == fresh.Id ? [fresh] : Places(other)).ToList();
            foreach (var rule in cloud.World.Workload.Groups.GetValueOrDefault(group.Name, []).Where(IsHard))
            {
                if (!StaysInside(rule, fresh, cloud) && Broken(rule, fresh, members, cloud.World.Region.Hosts) is { } how)
                    yield return $"{fresh.Id} of group {group.Name} came to {fresh.Placement.Host} against {rule.Kind.Name()} by {rule.Level.Name()} {rule.Limit}: {how}";
            }
        }
    }

    /// <summary>Whether it has only moved within a domain of the rule: that changes no count.</summary>
    private static bool StaysInside(GroupRuleTerms rule, InstanceRecord fresh, SimulatedCloud cloud)
    {
        string Of(HostId host) => Domain(rule.Level, cloud.World.Region.Hosts.First(it => it.Id == host));
        return cloud.State.Find(fresh.Id)!.Holds().Any(held => held.Host != fresh.Placement.Host && string.Equals(Of(held.Host), Of(fresh.Placement.Host), StringComparison.Ordinal));
    }

    /// <summary>Who is on the move counts where it is and where it is going: nobody knows yet which it will be.</summary>
    private static IEnumerable<InstanceRecord> Places(InstanceRecord member) =>
        member.GroupHosts().Select(host => member with { Placement = member.Placement with { Host = host } });

    private static bool IsHard(GroupRuleTerms rule) => rule.Hard || rule.Kind is GroupRuleKind.PartitionAffinity or GroupRuleKind.PartitionAntiAffinity;

    private static string? Broken(GroupRuleTerms rule, InstanceRecord fresh, List<InstanceRecord> members, IReadOnlyList<HostDescription> hosts)
    {
        var domains = hosts.ToDictionary(host => host.Id, host => Domain(rule.Level, host));
        string Of(InstanceRecord member) => domains[member.Placement.Host];
        var here = members.Where(member => string.Equals(Of(member), Of(fresh), StringComparison.Ordinal)).ToList();
        var same = members.Where(member => Partition(member) == Partition(fresh)).ToList();
        return rule.Kind switch
        {
            GroupRuleKind.Affinity => members.Count == here.Count ? null : $"{members.Count - here.Count} of {members.Count} members are elsewhere",
            GroupRuleKind.PartitionAffinity => same.TrueForAll(here.Contains) ? null : "its partition is elsewhere",
            GroupRuleKind.PartitionAntiAffinity => here.TrueForAll(same.Contains) ? null : "another partition is there",
            GroupRuleKind.AntiAffinity => here.Count <= rule.Limit ? null : $"{here.Count} members are there",
            GroupRuleKind.Spread => here.Count - Least(rule, fresh, members, hosts, domains) is var skew && (here.Count <= rule.Limit || skew <= rule.Limit) ? null : $"the skew is {skew}",
        };
    }

    /// <summary>Members in the emptiest domain; below the zone, of the zone that the member came to: a cell sees its own hosts.</summary>
    private static int Least(
        GroupRuleTerms rule, InstanceRecord fresh, List<InstanceRecord> members, IReadOnlyList<HostDescription> hosts, Dictionary<HostId, string> domains) =>
        hosts.Where(host => rule.Level is DomainLevel.Zone || host.Zone == fresh.Zone).Select(host => domains[host.Id]).Distinct(StringComparer.Ordinal)
            .Min(domain => members.Count(member => string.Equals(domains[member.Placement.Host], domain, StringComparison.Ordinal)));

    private static int Partition(InstanceRecord member) => member.Terms.Group!.Partition;

    private static string Domain(DomainLevel level, HostDescription host) => level switch
    {
        DomainLevel.Host => host.Id.Value,
        DomainLevel.Rack => $"{host.Zone}/{host.Rack}",
        DomainLevel.Zone => host.Zone.Value,
    };
}
