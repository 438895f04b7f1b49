using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>One answer from the advice of several cells that all refused: the best piece of each sort, in the order of the first cell.</summary>
public static class AdviceMerge
{
    /// <summary>Most pieces of advice in one answer.</summary>
    public const int MaxAdvice = 12;

    public static IReadOnlyList<PlacementAdvice> Of(IReadOnlyList<PlacementAdvice> left, IReadOnlyList<PlacementAdvice> right)
    {
        var merged = new List<PlacementAdvice>(left);
        foreach (var piece in right)
        {
            var at = merged.FindIndex(other => IsSameSort(other, piece));
            if (at >= 0) merged[at] = Better(merged[at], piece);
            else if (merged.Count < MaxAdvice) merged.Add(piece);
        }

        // What one cell could never take may only have to wait in another.
        if (!left.Any(IsImpossible) || !right.Any(IsImpossible)) merged.RemoveAll(IsImpossible);
        return merged;
    }

    private static bool IsImpossible(PlacementAdvice advice) => advice.Kind == AdviceKind.Impossible;

    private static bool IsSameSort(PlacementAdvice left, PlacementAdvice right) =>
        left.Kind == right.Kind && left.Changes.Select(Sort).SequenceEqual(right.Changes.Select(Sort));

    private static (RequestField, long) Sort(RequestChange change) => (change.Field, change.IsAmount ? 0 : change.To);

    /// <summary>The smaller change; equal ones are one, which more hosts take. Of two waits and of two sizes, the smaller miss and the larger host.</summary>
    private static PlacementAdvice Better(PlacementAdvice left, PlacementAdvice right)
    {
        if (left.Changes.Count > 0)
        {
            if (left.Changes.SequenceEqual(right.Changes) && left.Parts == right.Parts) return left with { HostsFitting = left.HostsFitting + right.HostsFitting };
            return Loss(right) < Loss(left) ? right : left;
        }

        return (left, right) switch
        {
            ({ Room: { } mine }, { Room: { } other }) when string.Equals(mine.Resource, other.Resource, StringComparison.Ordinal) => other.Missing < mine.Missing ? right : left,
            ({ Largest: { } mine }, { Largest: { } other }) => other.Vcpus > mine.Vcpus ? right : left,
            ({ Guests: [var mine, ..] }, { Guests: [var other, ..] }) => other.MemoryMib < mine.MemoryMib ? right : left,
            _ => left,
        };
    }

    private static double Loss(PlacementAdvice advice) => advice.Changes.Sum(change => change.Loss);
}
