using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>Several equal guests, all or none: first in one zone after another on the writer's own ledgers, then over all zones on a copy.</summary>
public static class TogetherPlacer
{
    /// <summary>The members of a question: in their group, or in none.</summary>
    public static GroupRequest Members(PlacementRequest request, GroupTerms? terms, ProjectId project, int count)
    {
        var group = terms?.ToGroup(project) ?? new PlacementGroup(new GroupId($"{project}/"));
        return new(group, [.. Enumerable.Repeat(new GroupMember(request, terms?.Partition ?? 0), count)]);
    }

    /// <summary>All of them in one zone; a null cell when no zone takes them all, with what would have fitted in the best one.</summary>
    public static (Cell? Cell, GroupDecision Decision) PlaceInOneZone(ClusterState state, GroupRequest members, ZoneId? zone)
    {
        GroupDecision? best = null;
        foreach (var cell in ZonePlacer.InOrder(state, state.Profile, zone))
        {
            var decision = Between(state, members, cell) ?? cell.Engine.PlaceTogether(cell.Groups, members);
            if (decision.Placements is not null) return (cell, decision);
            if (best is null || decision.Partial!.Members.Count > best.Partial!.Members.Count) best = decision;
        }

        return (null, best ?? Nowhere(state, members));
    }

    /// <summary>All of them, in one zone if one takes them all and no rule between zones speaks against it; else over all zones.</summary>
    public static GroupDecision Place(ClusterState state, GroupRequest members, ZoneId? zone, DateTimeOffset now)
    {
        var single = zone is not null || state.Cells.Count == 1;
        if (single || !members.Group.Rules.Any(rule => rule.Level is DomainLevel.Zone))
        {
            var (cell, decision) = PlaceInOneZone(state, members, zone);
            if (cell is not null || single) return decision;
        }

        var world = ClusterSnapshot.Of(state, now).ToWorld(state.Region, zone: null);
        return GroupPlacer.Place(world.Ledger, world.Groups, members, state.Profile);
    }

    /// <summary>What the rules between zones refuse in a cell, for one member as for all; null when they let the first in and ask no more.</summary>
    private static GroupDecision? Between(ClusterState state, GroupRequest members, Cell cell)
    {
        var between = members.Group.Rules.Where(rule => rule is { Level: DomainLevel.Zone, Hard: true }).ToList();
        if (between.Count == 0) return null;
        var fitting = 0;
        try
        {
            for (; fitting < members.Members.Count; fitting++)
            {
                var partition = members.Members[fitting].Partition;
                if (state.ZoneGroups.Refusal(members.Group, partition, cell, state.Profile.Name) is { } refusal)
                    return new(members.Members.Count, null, new([], [], fitting, refusal), IsProven: true, Effort: 0);
                state.ZoneGroups.Join(members.Group.Id, partition, cell.Zone);
            }
        }
        finally
        {
            while (fitting-- > 0) state.ZoneGroups.Leave(members.Group.Id, members.Members[fitting].Partition, cell.Zone);
        }

        return null;
    }

    private static GroupDecision Nowhere(ClusterState state, GroupRequest members) => new(
        members.Members.Count, null, new([], [], 0, new PlacementExplanation(state.Profile.Name, 0, 0, [], [], [new(AdviceKind.Impossible)])), IsProven: true, Effort: 0);
}
