using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>Advice in words; everything it says is in the data.</summary>
internal static class AdviceText
{
    public static string Of(PlacementAdvice advice) => advice.Kind switch
    {
        AdviceKind.Impossible => $"No host{(advice.Zone is { } zone ? $" in {zone}" : "")} could take it, even if it were empty.",
        AdviceKind.Change or AdviceKind.ChangeAndWait => Change(advice),
        AdviceKind.Wait => Wait(advice.Room!),
        AdviceKind.Leave => $"Wait until {Guests(advice)} leaves {advice.Guests[0].Host}.",
        AdviceKind.Move => $"Moving {Guests(advice)} from {advice.Guests[0].Host} to {advice.Guests[0].To} would make room.",
        AdviceKind.Preempt => $"Preempting {Spot(advice.Guests.Count)} on {advice.Guests[0].Host} would make it fit{Cost(advice)}.",
        AdviceKind.LargestHost => Largest(advice.Largest!),
    };

    private static string Change(PlacementAdvice advice)
    {
        var text = string.Join(" and ", advice.Changes.Select((change, index) => Part(advice, change, first: index == 0)));
        if (advice.Kind == AdviceKind.ChangeAndWait) return $"{text}, and wait for room.";
        return advice.Changes.Any(change => change.IsAmount) ? $"{text}." : $"{text}: {Words.Fit(advice.HostsFitting)}.";
    }

    private static string Part(PlacementAdvice advice, RequestChange change, bool first)
    {
        var verb = first ? "Ask for" : "ask for";
        var where = advice.Parts == 0 ? "" : $" on {Words.NumaNodes(advice.Parts)}";
        return change.Field switch
        {
            RequestField.Vcpus => $"{verb} at most {Words.Vcpus(change.To)}{where} instead of {Words.Vcpus(change.From)}",
            RequestField.MemoryMib => $"{verb} at most {Words.Memory(change.To)} of memory{where} instead of {Words.Memory(change.From)}",
            RequestField.DiskGib => $"{verb} at most {Words.Disk(change.To)} instead of {Words.Gib(change.From)}",
            RequestField.NumaNodes when change.To == 1 => $"{verb} {Words.NumaNodes(1)}",
            RequestField.NumaNodes => $"{(first ? "Split" : "split")} over {Words.NumaNodes((int)change.To)}",
            RequestField.Zone => $"{(first ? "Allow" : "allow")} zones other than {advice.Zone}",
            RequestField.Group => $"{(first ? "Place" : "place")} it outside its group",
            RequestField.CpuPolicy => $"{verb} shared vCPUs instead of dedicated cores",
            _ => NeedsChanges.Words(change.Field) is var words && first ? $"{char.ToUpperInvariant(words[0])}{words[1..]}" : words,
        };
    }

    private static string Wait(RoomWanted room)
    {
        if (room.Resource is null) return $"Wait until {room.Host} has room.";
        var place = room.NumaNode is { } numaNode ? $" NUMA node {Words.Number(numaNode)}" : "";
        return $"Wait: {Words.Amount(room.Resource, room.Missing)} missing on {room.Host}{place}.";
    }

    private static string Spot(int count) => count == 1 ? "1 spot instance" : $"{Words.Number(count)} spot instances";

    private static string Cost(PlacementAdvice advice) => advice.Cost is not { } cost ? ""
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $", cost: priority up to {cost.HighestPriority}, {cost.LostWorkSeconds:0} s of work lost");

    private static string Guests(PlacementAdvice advice)
    {
        var guest = advice.Guests[0];
        return $"an instance of {Words.Vcpus(guest.Vcpus)} and {Words.Memory(guest.MemoryMib)}";
    }

    private static string Largest(HostSize host) =>
        $"The largest host, {host.Host}, has {Words.NumaNodes(host.NumaNodes)} of up to {Words.Vcpus(host.Vcpus)} and {Words.Memory(host.MemoryMib)}, and {Words.Disk(host.DiskGib)}.";
}
