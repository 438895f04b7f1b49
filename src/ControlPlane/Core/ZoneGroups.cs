using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// The groups of a region counted by zone, for rules between zones: a cell sees its own hosts only. One host stands for each zone.
/// </summary>
public sealed class ZoneGroups(RegionDescription region)
{
    private readonly ZoneId[] _zones = [.. region.Zones.Select(zone => zone.Id).Where(zone => region.Hosts.Any(host => host.Zone == zone))];

    private readonly GroupTable _table = new(new DomainMap(
        [.. region.Zones.Select(zone => region.Hosts.FirstOrDefault(host => host.Zone == zone.Id)).OfType<Domain.Placement.HostDescription>()]));

    /// <summary>Members of a group in the whole region.</summary>
    public int Count(GroupId group) => _table.Count(group);

    public void Join(GroupId group, int partition, ZoneId zone) => _table.Add(group, partition, Array.IndexOf(_zones, zone));

    public void Leave(GroupId group, int partition, ZoneId zone) => _table.Remove(group, partition, Array.IndexOf(_zones, zone));

    /// <summary>Why the rules between zones keep the next member out of a cell, as an explanation of all its hosts; null when they do not.</summary>
    public PlacementExplanation? Refusal(PlacementGroup group, int partition, Cell cell, string profile)
    {
        var between = new PlacementGroup(group.Id, [.. group.Rules.Where(rule => rule.Hard).Select(BetweenZones).OfType<GroupRule>()]);
        var constraints = _table.For(between, partition);
        var zone = Array.IndexOf(_zones, cell.Zone);
        if (between.Rules.Count == 0 || zone < 0 || constraints.Allows(zone)) return null;
        var kind = between.Rules.First(rule => !constraints.Allows(rule.Kind, zone)).Kind;
        var detail = constraints.Describe(kind, zone);
        var hosts = cell.Ledger.Hosts.Count;
        var miss = new NearestMiss(cell.Ledger.Hosts[0].Id, null, Shortfall.Members, constraints.Miss(kind, zone).Missing) { Detail = detail };
        return new(profile, hosts, 0, [new(ConstraintRules.NameOf(kind), hosts, miss, RefusalHelp.Request)], [], []);
    }

    /// <summary>
    /// What a rule asks of zones, or null. Members who must share a host or a rack share its zone: a cell in which the group has nobody yet
    /// would see nothing that keeps the next member out.
    /// </summary>
    private static GroupRule? BetweenZones(GroupRule rule) => rule switch
    {
        { Level: DomainLevel.Zone } => rule,
        { Kind: GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity } => GroupRule.Of(rule.Kind, DomainLevel.Zone, 1, hard: true),
        _ => null,
    };
}
