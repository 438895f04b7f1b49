using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>The hosts that would take the request if they were empty, those first of which least has to become free.</summary>
internal static class NearestWait
{
    /// <summary>The nearest hosts, at most <paramref name="most"/>, nearest first, ties by index; empty when no host could ever take it.</summary>
    public static List<(int Host, Shortfall Miss)> Hosts(CapacityLedger ledger, PlacementAsk ask, Rules rules, int most)
    {
        var nearest = new List<(int Host, Shortfall Miss)>(most + 1);
        for (var index = 0; index < ledger.Inventory.Hosts.Length; index++)
        {
            if (rules.Parts(ledger.ViewEmptied(index), ask) == 0) continue;
            var miss = Bottleneck(ledger.View(index), ask, rules);
            if (nearest.Count == most && miss.Share >= nearest[^1].Miss.Share) continue;
            var at = nearest.Count;
            while (at > 0 && miss.Share < nearest[at - 1].Miss.Share) at--;
            nearest.Insert(at, (index, miss));
            if (nearest.Count > most) nearest.RemoveAt(most);
        }

        return nearest;
    }

    /// <summary>What to wait for; null when no host could take the request even if it were empty.</summary>
    public static PlacementAdvice? Of(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        if (Hosts(ledger, ask, rules, 1) is not [var (host, miss)]) return null;
        return new(AdviceKind.Wait)
        {
            Room = new(ledger.Hosts[host].Id, miss.NumaNode < 0 ? null : miss.NumaNode, miss.Resource, miss.Missing),
        };
    }

    /// <summary>What the host lacks most of. A filter of the profile that depends on load speaks first: capacity alone would not do.</summary>
    private static Shortfall Bottleneck(in HostView host, PlacementAsk ask, Rules rules)
    {
        var refusing = rules.FirstRefusing(host, ask);
        if (rules.IsOwn(refusing) || ask.Plan is not null) return rules[refusing].Shortfall(host, ask);
        var numa = NumaShortfall.Of(host, ask, cpu: true, memory: true);
        var missing = ask.DiskGib - host.DiskRoomGib;
        if (missing <= 0) return numa;
        var disk = new Shortfall(Shortfall.DiskGib, -1, missing, ask.DiskGib);
        return disk.Share >= numa.Share ? disk : numa;
    }
}
