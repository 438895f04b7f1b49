using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// What would make a refused request fit: every sentence is a question that was asked of the ledger and answered yes. Each costs a scan over
/// the hosts, which only a refusal pays.
/// </summary>
internal static class Advisor
{
    public static IReadOnlyList<string> Advise(CapacityLedger ledger, PlacementAsk ask, PlacementProfile profile)
    {
        var rules = new Rules(profile);
        var wait = NearestWait.Of(ledger, ask, rules);
        string?[] advice =
        [
            wait is null ? $"No host{(ask.Request.Zone is { } zone ? $" in {zone}" : "")} could take it, even if it were empty." : null,
            OtherLayout(ledger, ask, rules),
            AnyZone(ledger, ask, rules),
            SmallerGuest.FewerVcpus(ledger, ask, rules, evenIfBusy: wait is null),
            SmallerGuest.LessMemory(ledger, ask, rules, evenIfBusy: wait is null),
            SmallerGuest.LessDisk(ledger, ask, rules, evenIfBusy: wait is null),
            SharedCpus(ledger, ask, rules),
            wait,
        ];
        var useful = advice.OfType<string>().ToList();
        // More than one thing is too large: then the best that can be said is what the largest host is.
        if (wait is null && useful.Count == 1 && LargestHost(ledger, ask, rules) is { } largest) useful.Add(largest);
        return useful;
    }

    private static string? LargestHost(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        var (best, most) = (-1, 0);
        for (var index = 0; index < ledger.Inventory.Hosts.Length; index++)
        {
            var host = ledger.ViewEmptied(index);
            if (!rules.PassesOwn(host, ask)) continue;
            var vcpus = 0;
            foreach (var room in host.CpuRoom(ask.Dedicated)) vcpus += room;
            if (vcpus > most) (best, most) = (index, vcpus);
        }

        if (best < 0) return null;
        var found = ledger.ViewEmptied(best);
        var (cpu, memory) = (Max(found.CpuRoom(ask.Dedicated)), Max(found.MemoryRoomMib));
        return $"The largest host, {found.Description.Id}, has {Words.NumaNodes(found.NumaNodes)} of up to {Words.Vcpus(cpu)} and {Words.Memory(memory)}, and {Words.Disk(found.DiskRoomGib)}.";
    }

    private static T Max<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        var max = values[0];
        foreach (var value in values[1..]) max = value.CompareTo(max) > 0 ? value : max;
        return max;
    }

    private static string? OtherLayout(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        var shape = ask.Request.Shape;
        if (shape.NumaNodes == 0) return null; // Automatic: every layout has been tried.
        foreach (var parts in PlacementAsk.AutomaticLayouts)
        {
            if (parts == shape.NumaNodes || !PlacementAsk.Divides(shape, parts)) continue;
            var fitting = Fitting(ledger, ask.Request with { Shape = shape with { NumaNodes = parts } }, rules);
            if (fitting > 0) return $"{(parts == 1 ? "Ask for" : "Split over")} {Words.NumaNodes(parts)}: {Words.Fit(fitting)}.";
        }

        return null;
    }

    private static string? AnyZone(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        if (ask.Request.Zone is not { } zone) return null;
        var fitting = Fitting(ledger, ask.Request with { Zone = null }, rules);
        return fitting > 0 ? $"Allow zones other than {zone}: {Words.Fit(fitting)}." : null;
    }

    private static string? SharedCpus(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        if (!ask.Dedicated) return null;
        var fitting = Fitting(ledger, ask.Request with { Shape = ask.Request.Shape with { CpuPolicy = CpuPolicy.Shared } }, rules);
        return fitting > 0 ? $"Ask for shared vCPUs instead of dedicated cores: {Words.Fit(fitting)}." : null;
    }

    private static int Fitting(CapacityLedger ledger, PlacementRequest request, Rules rules) =>
        rules.Fitting(ledger, PlacementAsk.For(ledger, request));
}
