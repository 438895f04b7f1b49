using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// What would make a refused request fit: every piece is a question that was asked of the ledger and answered yes. Each costs a scan over
/// the hosts, which only a refusal pays.
/// </summary>
internal static class Advisor
{
    public static IReadOnlyList<PlacementAdvice> Advise(CapacityLedger ledger, PlacementAsk ask, PlacementProfile profile)
    {
        var rules = new Rules(profile);
        var wait = NearestWait.Of(ledger, ask, rules);
        var advice = new List<PlacementAdvice>();
        if (wait is null) advice.Add(new(AdviceKind.Impossible) { Zone = ask.Request.Zone });
        advice.AddRange(RequestChanges.Of(new(ledger, profile, emptied: false), ask.Request));
        if (wait is not null) advice.Add(wait);
        else if (advice.Count == 1) AddForEmptyHosts(advice, ledger, ask, profile);
        return advice;
    }

    /// <summary>Nothing fits now and waiting alone is hopeless: what an empty host would take, and how large the largest is.</summary>
    private static void AddForEmptyHosts(List<PlacementAdvice> advice, CapacityLedger ledger, PlacementAsk ask, PlacementProfile profile)
    {
        advice.AddRange(RequestChanges.Of(new(ledger, profile, emptied: true), ask.Request));
        // More than one thing is too large: then the best that can be said is what the largest host is.
        if (!advice.Exists(piece => piece.Changes.Count == 1) && LargestHost(ledger, ask, new(profile)) is { } largest) advice.Add(largest);
    }

    private static PlacementAdvice? LargestHost(CapacityLedger ledger, PlacementAsk ask, Rules rules)
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
        return new(AdviceKind.LargestHost) { Largest = new(found.Description.Id, found.NumaNodes, cpu, memory, found.DiskRoomGib) };
    }

    private static T Max<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        var max = values[0];
        foreach (var value in values[1..]) max = value.CompareTo(max) > 0 ? value : max;
        return max;
    }
}
