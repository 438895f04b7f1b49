using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// The smallest change of each kind that makes a request fit: what gives nothing up first (layout, zone), then shared instead of dedicated,
/// then smaller amounts, the smaller loss first. Only when no single change does, pairs of them are tried.
/// </summary>
internal static class RequestChanges
{
    /// <summary>Most changes in one answer, so that with what waiting and other guests would help it stays within <see cref="AdviceMerge.MaxAdvice"/>; the search ends when there are as many that give up nothing.</summary>
    public const int Most = 6;

    private static readonly RequestField[] Amounts = [RequestField.Vcpus, RequestField.MemoryMib, RequestField.DiskGib];

    /// <summary>All single changes that help, or, when there are none, the pairs that do.</summary>
    public static List<PlacementAdvice> Of(ChangeSearch search, PlacementRequest request)
    {
        var kind = search.Emptied ? AdviceKind.ChangeAndWait : AdviceKind.Change;
        var switches = Switches(request).ToList();
        List<PlacementAdvice> single = [.. switches.Select(change => Switched(search, kind, request, [change])).OfType<PlacementAdvice>().Take(Most)];
        single.AddRange(Smaller(search, kind, request, []).Take(Most - single.Count));
        if (single.Count > 0) return single;

        List<PlacementAdvice> pairs = [.. SwitchPairs(switches).Select(pair => Switched(search, kind, request, pair)).OfType<PlacementAdvice>().Take(Most)];
        if (pairs.Count == Most) return pairs; // What follows gives up more.
        foreach (var change in switches)
            pairs.AddRange(Smaller(search, kind, change.ApplyTo(request), [change]).Select(advice => advice with { Zone = request.Zone }));
        if (Both(search, kind, request) is { } both) pairs.Add(both);
        return [.. pairs.OrderBy(Loss).Take(Most)];
    }

    private static double Loss(PlacementAdvice advice) => advice.Changes.Sum(change => change.Loss);

    /// <summary>Changes of what is no amount.</summary>
    private static IEnumerable<RequestChange> Switches(PlacementRequest request)
    {
        var shape = request.Shape;
        foreach (var need in NeedsChanges.Of(shape)) yield return need;
        if (shape.NumaNodes > 0 && shape.Needs is null) // Otherwise every layout has been tried.
        {
            foreach (var parts in PlacementAsk.AutomaticLayouts.Where(parts => parts != shape.NumaNodes && PlacementAsk.Divides(shape, parts)))
                yield return new(RequestField.NumaNodes, shape.NumaNodes, parts);
        }

        if (request.Zone is not null) yield return new(RequestField.Zone, 1, 0);
        if (request.Group is { Hard.Length: > 0 }) yield return new(RequestField.Group, 1, 0);
        if (shape.CpuPolicy != CpuPolicy.Shared) yield return new(RequestField.CpuPolicy, 1, 0);
    }

    private static IEnumerable<RequestChange[]> SwitchPairs(List<RequestChange> switches) =>
        from first in switches from second in switches where first.Field < second.Field select new[] { first, second };

    private static PlacementAdvice? Switched(ChangeSearch search, AdviceKind kind, PlacementRequest request, RequestChange[] changes)
    {
        var advice = new PlacementAdvice(kind) { Changes = changes, Zone = request.Zone };
        var hosts = search.Hosts(advice.ApplyTo(request));
        return hosts == 0 ? null : advice with { HostsFitting = search.Emptied ? 0 : hosts };
    }

    /// <summary>The request with less of one amount, for each amount that helps.</summary>
    private static IEnumerable<PlacementAdvice> Smaller(ChangeSearch search, AdviceKind kind, PlacementRequest request, RequestChange[] before) =>
        Amounts.Where(field => field == RequestField.DiskGib || request.Shape.Needs is null).Select(field => Smaller(search, kind, request, before, field)).OfType<PlacementAdvice>().OrderBy(Loss);

    private static PlacementAdvice? Smaller(ChangeSearch search, AdviceKind kind, PlacementRequest request, RequestChange[] before, RequestField field)
    {
        var (amount, parts) = Largest(search, request, field, Amount(request, field) - 1);
        if (amount == 0 && !(field == RequestField.DiskGib && request.Shape.DiskGib > 0)) return null;
        var change = new RequestChange(field, Amount(request, field), amount);
        var hosts = search.Hosts(change.ApplyTo(request));
        return hosts == 0 ? null : new(kind) { Changes = [.. before, change], Parts = parts, HostsFitting = search.Emptied ? 0 : hosts };
    }

    /// <summary>Fewer vCPUs and less memory: the most vCPUs with next to no memory, then the most memory with those.</summary>
    private static PlacementAdvice? Both(ChangeSearch search, AdviceKind kind, PlacementRequest request)
    {
        var shape = request.Shape;
        if (shape.Needs is not null) return null; // Its NUMA nodes, pages and cores have to add up; less of an amount is another guest.
        var vcpus = Layouts(request).Max(parts => search.Largest(
            parts, shape.Vcpus - 1, At(request with { Shape = shape with { MemoryMib = parts, NumaNodes = parts } }, RequestField.Vcpus)));
        if (vcpus == 0) return null;
        var (memory, parts) = Largest(search, request with { Shape = shape with { Vcpus = (int)vcpus } }, RequestField.MemoryMib, shape.MemoryMib - 1);
        if (memory == 0) return null;
        RequestChange[] changes = [new(RequestField.Vcpus, shape.Vcpus, vcpus), new(RequestField.MemoryMib, shape.MemoryMib, memory)];
        var advice = new PlacementAdvice(kind) { Changes = changes, Parts = parts };
        return advice with { HostsFitting = search.Emptied ? 0 : search.Hosts(advice.ApplyTo(request)) };
    }

    /// <summary>Over all layouts of the request, the largest amount up to <paramref name="most"/> that fits; fewest parts among equals.</summary>
    private static (long Amount, int Parts) Largest(ChangeSearch search, PlacementRequest request, RequestField field, long most)
    {
        if (field == RequestField.DiskGib) return (search.Largest(1, most, At(request, field)), 0);
        var best = (Amount: 0L, Parts: 0);
        foreach (var parts in Layouts(request))
        {
            var other = field == RequestField.Vcpus ? request.Shape.MemoryMib : request.Shape.Vcpus;
            if (other % parts != 0) continue;
            var fixedLayout = request with { Shape = request.Shape with { NumaNodes = parts } };
            var amount = search.Largest(parts, most, At(fixedLayout, field));
            if (amount > best.Amount) best = (amount, parts);
        }

        return best;
    }

    private static int[] Layouts(PlacementRequest request) =>
        request.Shape.NumaNodes > 0 ? [request.Shape.NumaNodes] : PlacementAsk.AutomaticLayouts;

    private static Func<long, PlacementRequest> At(PlacementRequest request, RequestField field) =>
        amount => new RequestChange(field, 0, amount).ApplyTo(request);

    private static long Amount(PlacementRequest request, RequestField field) => field switch
    {
        RequestField.Vcpus => request.Shape.Vcpus,
        RequestField.MemoryMib => request.Shape.MemoryMib,
        _ => request.Shape.DiskGib,
    };
}
