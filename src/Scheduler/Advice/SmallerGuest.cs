using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// The largest guest that fits when one resource gives way and the others stay as asked: what fits now, or, when nothing does and waiting
/// for the request is hopeless, what an empty host would take.
/// </summary>
internal static class SmallerGuest
{
    /// <summary>The most of a resource that each of so many parts could have on a host; 0 when none.</summary>
    private delegate long PartLimit(in HostView host, PlacementAsk ask, int parts);

    public static string? FewerVcpus(CapacityLedger ledger, PlacementAsk ask, Rules rules, bool evenIfBusy)
    {
        var asked = ask.Request.Shape.Vcpus;
        var found = Find(ledger, ask, rules, asked, evenIfBusy, static (in HostView host, PlacementAsk ask, int parts) =>
            ask.DiskGib <= host.DiskRoomGib && ask.Request.Shape.MemoryMib % parts == 0
                ? NumaFitter.LargestVcpus(host, ask, parts, ask.Request.Shape.MemoryMib / parts)
                : 0);
        return found.Words(Words.Vcpus(found.Amount), Words.Vcpus(asked));
    }

    public static string? LessMemory(CapacityLedger ledger, PlacementAsk ask, Rules rules, bool evenIfBusy)
    {
        var asked = ask.Request.Shape.MemoryMib;
        var found = Find(ledger, ask, rules, asked, evenIfBusy, static (in HostView host, PlacementAsk ask, int parts) =>
            ask.DiskGib <= host.DiskRoomGib && ask.Request.Shape.Vcpus % parts == 0
                ? NumaFitter.LargestMemory(host, ask, parts, ask.Request.Shape.Vcpus / parts)
                : 0);
        return found.Words($"{Words.Memory(found.Amount)} of memory", Words.Memory(asked));
    }

    public static string? LessDisk(CapacityLedger ledger, PlacementAsk ask, Rules rules, bool evenIfBusy)
    {
        if (ask.DiskGib == 0) return null;
        var diskless = PlacementAsk.For(ledger, ask.Request with { Shape = ask.Request.Shape with { DiskGib = 0 } });
        var room = DiskRoom(ledger, diskless, rules, ask.DiskGib, emptied: false);
        if (room.Amount == 0 && evenIfBusy) room = DiskRoom(ledger, diskless, rules, ask.DiskGib, emptied: true);
        return room.Words(Words.Disk(room.Amount), Words.Gib(ask.DiskGib));
    }

    private static Finding DiskRoom(CapacityLedger ledger, PlacementAsk diskless, Rules rules, int asked, bool emptied)
    {
        var best = 0;
        for (var index = 0; index < ledger.Inventory.Hosts.Length; index++)
        {
            var host = emptied ? ledger.ViewEmptied(index) : ledger.View(index);
            if (host.DiskRoomGib > best && rules.Parts(host, diskless) > 0) best = host.DiskRoomGib;
        }

        return new(Math.Min(best, asked - 1), 0, emptied);
    }

    private static Finding Find(CapacityLedger ledger, PlacementAsk ask, Rules rules, long asked, bool evenIfBusy, PartLimit limit)
    {
        var found = Largest(ledger, ask, rules, asked, emptied: false, limit);
        return found.Amount > 0 || !evenIfBusy ? found : Largest(ledger, ask, rules, asked, emptied: true, limit);
    }

    /// <summary>Over all hosts and layouts, the largest total below what was asked; fewest parts first among equals.</summary>
    private static Finding Largest(CapacityLedger ledger, PlacementAsk ask, Rules rules, long asked, bool emptied, PartLimit limit)
    {
        var layouts = ask.Request.Shape.NumaNodes > 0 ? [ask.Request.Shape.NumaNodes] : PlacementAsk.AutomaticLayouts;
        var best = new Finding(0, 0, emptied);
        for (var index = 0; index < ledger.Inventory.Hosts.Length; index++)
        {
            var host = emptied ? ledger.ViewEmptied(index) : ledger.View(index);
            if (!rules.PassesOwn(host, ask)) continue;
            foreach (var parts in layouts)
            {
                var total = parts * Math.Min(limit(host, ask, parts), (asked - 1) / parts);
                if (total > best.Amount || (total == best.Amount && total > 0 && parts < best.Parts)) best = new(total, parts, emptied);
            }
        }

        return best;
    }

    private readonly record struct Finding(long Amount, int Parts, bool Emptied)
    {
        public string? Words(string amount, string asked)
        {
            if (Amount == 0) return null;
            var where = Parts == 0 ? "" : $" on {Advice.Words.NumaNodes(Parts)}";
            return $"Ask for at most {amount}{where} instead of {asked}{(Emptied ? ", and wait for room" : "")}.";
        }
    }
}
