using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Index;

/// <summary>Groups of every kind of rule for a long run: members come with two requests of three, and leave when the fleet is as full as it should be.</summary>
internal sealed class LongRunGroups
{
    private static readonly GroupRule[][] Rules =
    [
        [GroupRule.AntiAffinity(DomainLevel.Host)],
        [GroupRule.AntiAffinity(DomainLevel.Rack, most: 2)],
        [GroupRule.Spread(DomainLevel.Rack)],
        [GroupRule.Affinity(DomainLevel.Rack), GroupRule.AntiAffinity(DomainLevel.Host, most: 3)],
        [GroupRule.PartitionAntiAffinity(DomainLevel.Host), GroupRule.PartitionAffinity(DomainLevel.Zone)],
        [GroupRule.AntiAffinity(DomainLevel.Host, hard: false)],
        [GroupRule.Spread(DomainLevel.Rack, hard: false), GroupRule.AntiAffinity(DomainLevel.Host)],
        [GroupRule.Affinity(DomainLevel.Rack, hard: false), GroupRule.Spread(DomainLevel.Zone, hard: false)],
        [GroupRule.AntiAffinity(DomainLevel.Rack, most: 2, hard: false), GroupRule.Affinity(DomainLevel.Zone, hard: false)],
    ];

    private readonly GroupTable _table;
    private readonly LongRun _run;
    private readonly PlacementGroup[] _groups = [.. Rules.Select((rules, number) => new PlacementGroup(new GroupId($"g{number}"), rules))];
    private readonly List<(PlacementRequest Request, Domain.Placement.HostPlacement Placement)> _held = [];

    public LongRunGroups(CapacityLedger ledger, LongRun run) => (_table, _run) = (new(ledger.Domains), run);

    public PlacementRequest NextRequest(PlacementRequest request)
    {
        var draw = _run.Next();
        return draw % 3 == 0 ? request : request with { Group = _table.For(_groups[draw / 3 % _groups.Length], draw / 64 % 3) };
    }

    public void Step(PlacementIndex index, PlacementRequest request, in HostChoice choice)
    {
        if (choice.Found)
        {
            var placement = index.PlacementOf(request, choice);
            index.Ledger.Take(placement);
            if (request.Group is { } group) _table.Add(group.Group.Id, group.Partition, choice.Host);
            _held.Add((request, placement));
        }

        while (_held.Count > index.Ledger.Hosts.Count * 2 || (!choice.Found && _held.Count > 0 && _run.Next() % 2 == 0))
        {
            var at = _run.Next() % _held.Count;
            var (old, where) = _held[at];
            index.Ledger.Release(where);
            if (old.Group is { } group) _table.Remove(group.Group.Id, group.Partition, index.Ledger.IndexOf(where.Host));
            (_held[at], _held[^1]) = (_held[^1], _held[at]);
            _held.RemoveAt(_held.Count - 1);
        }
    }
}
