using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Groups;

/// <summary>
/// Where the next member of a group could go: as the index says, if there is one. Without, looks at all hosts, or at those of its domains only while
/// an affinity binds the group.
/// </summary>
internal sealed class GroupCandidates(CapacityLedger ledger, PlacementProfile profile, PlacementIndex? index = null)
{
    private readonly Rules _rules = new(profile);

    /// <summary>Hosts looked at so far.</summary>
    public long Looks { get; private set; }

    /// <summary>Placements on at most <paramref name="most"/> hosts, best first by the profile, one for each host.</summary>
    public List<HostPlacement> Best(PlacementAsk ask, int most)
    {
        if (index?.Follows(ask.Request) == true) return Indexed(index, ask, most);
        using var board = new Scoreboard(ledger, ask, GroupScorers.With(profile, ask));
        foreach (var host in Hosts(ask))
        {
            if (_rules.Parts(ledger.View(host), ask) is > 0 and var parts) board.Add(host, parts);
        }

        var best = new int[Math.Min(most, board.Count)];
        var placements = new List<HostPlacement>(best.Length);
        foreach (var candidate in best.AsSpan(0, best.Length == 0 ? 0 : board.Rank(best)))
            placements.Add(HostPlacer.On(ledger, ask, board.Host(candidate), board.Parts(candidate), profile));
        return placements;
    }

    private List<HostPlacement> Indexed(PlacementIndex ofLedger, PlacementAsk ask, int most)
    {
        var best = new int[Math.Min(most, ledger.Hosts.Count)];
        var found = ofLedger.Rank(ask.Request, best);
        Looks += Math.Max(1, found);
        var placements = new List<HostPlacement>(found);
        foreach (var host in best.AsSpan(0, found))
            placements.Add(HostPlacer.On(ledger, ask, host, _rules.Parts(ledger.View(host), ask), profile));
        return placements;
    }

    /// <summary>Every placement there is on hosts from <paramref name="from"/> on, in host order, on every set of NUMA nodes that fits; one on each host for a guest with needs.</summary>
    public List<HostPlacement> All(PlacementAsk ask, int from)
    {
        var placements = new List<HostPlacement>();
        foreach (var at in Hosts(ask))
        {
            if (at < from) continue;
            var host = ledger.View(at);
            var parts = _rules.Parts(host, ask);
            if (parts == 0) continue;
            if (ask.Plan is not null)
            {
                placements.Add(HostPlacer.On(ledger, ask, at, parts, profile)); // The fitter chooses for guests with needs.
                continue;
            }

            var usable = Usable(host, ask, parts);
            for (var nodes = usable; nodes != 0; nodes = nodes - 1 & usable)
            {
                if (BitOperations.PopCount(nodes) != parts) continue;
                var placement = HostPlacer.On(ledger, ask, at, nodes);
                if (ledger.Fits(placement)) placements.Add(placement);
            }
        }

        return placements;
    }

    /// <summary>NUMA nodes with room for a part, the lowest eight of them: there are 2^n sets.</summary>
    private static ulong Usable(in HostView host, PlacementAsk ask, int parts)
    {
        const int maxNumaNodes = 8;
        var usable = 0UL;
        foreach (ref readonly var option in ask.Options)
        {
            if (option.Parts != parts) continue;
            var cpu = host.CpuRoom(ask.Dedicated);
            var memory = host.MemoryRoomMib;
            for (var numa = 0; numa < cpu.Length && BitOperations.PopCount(usable) < maxNumaNodes; numa++)
            {
                if (cpu[numa] >= option.Vcpus && memory[numa] >= option.MemoryMib) usable |= 1UL << numa;
            }
        }

        return usable;
    }

    private IEnumerable<int> Hosts(PlacementAsk ask)
    {
        var level = DomainLevel.Host;
        int[] bound = ask.Group is { } group ? [.. group.Required(out level)] : [];
        if (bound.Length == 0) return Count(Enumerable.Range(0, ledger.Hosts.Count));
        return Count(bound.SelectMany(domain => ledger.Domains.HostsOf(level, domain).ToArray()).Order());
    }

    private IEnumerable<int> Count(IEnumerable<int> hosts)
    {
        foreach (var host in hosts)
        {
            Looks++;
            yield return host;
        }
    }
}
