using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>The host that would take the request if it were empty and of which least has to become free.</summary>
internal static class NearestWait
{
    /// <summary>What to wait for, in words; null when no host could take the request even if it were empty.</summary>
    public static string? Of(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        var nearest = default(Shortfall);
        var nearestHost = -1;
        for (var index = 0; index < ledger.Inventory.Hosts.Length; index++)
        {
            if (rules.Parts(ledger.ViewEmptied(index), ask) == 0) continue;
            var miss = Bottleneck(ledger.View(index), ask, rules);
            if (nearestHost >= 0 && miss.Share >= nearest.Share) continue;
            nearest = miss;
            nearestHost = index;
        }

        if (nearestHost < 0) return null;
        var host = ledger.Hosts[nearestHost].Id;
        if (nearest.Resource is null) return $"Wait until {host} has room.";
        var place = nearest.NumaNode < 0 ? "" : $" NUMA node {nearest.NumaNode}";
        return $"Wait: {Words.Amount(nearest.Resource, nearest.Missing)} missing on {host}{place}.";
    }

    /// <summary>What the host lacks most of. A filter of the profile that depends on load speaks first: capacity alone would not do.</summary>
    private static Shortfall Bottleneck(in HostView host, PlacementAsk ask, Rules rules)
    {
        var refusing = rules.FirstRefusing(host, ask);
        if (rules.IsOwn(refusing)) return rules[refusing].Shortfall(host, ask);
        var numa = NumaShortfall.Of(host, ask, cpu: true, memory: true);
        var missing = ask.DiskGib - host.DiskRoomGib;
        if (missing <= 0) return numa;
        var disk = new Shortfall(Shortfall.DiskGib, -1, missing, ask.DiskGib);
        return disk.Share >= numa.Share ? disk : numa;
    }
}
