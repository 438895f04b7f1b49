using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 5: the lecture's picture of a cache that a switch messes up.</summary>
internal static class LruPictureLab
{
    private const string Blocks = "ABCD";

    public static Lab Lab { get; } = new(5, "lru-picture", "The lecture's picture (a), (b), (c)", "L3 indirect cost: LRU",
        "A cache of four blocks holds A, B, C, D (a). Another task touches some blocks of its own, which push the oldest out (b). Then the first task accesses D again (c): "
        + "it hits only if D has not fallen off the end of the stack. The lanes show where each block stands; the table is the stack itself.",
        "a block's place in the LRU stack grows by one with every other block touched; beyond the capacity it is gone",
        [LabKnob.Count("others", "blocks the other task touches", "blocks", 2, 0, 8), LabKnob.Count("capacity", "blocks the cache holds", "blocks", 4, 1, 8)],
        Run,
        [
            new("D survives two foreign blocks: the last access hits", r => r["misses"].Last == r["misses"].Points[^2].Y),
            new("A and B have been pushed out, C has not", r => r["A"].Last == 0 && r["B"].Last == 0 && r["C"].Last > 0), new("D is on top again at the end", r => r["D"].Last == 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var cache = new LruStack(k.Count("capacity"));
        var accesses = Blocks + "PQRSTUVW"[..k.Count("others")] + "D";
        List<LabPoint> misses = [];
        var places = Blocks.Select(_ => new List<LabPoint>()).ToArray();
        var rows = new List<string[]>();
        for (var i = 0; i < accesses.Length; i++)
        {
            var hit = cache.Touch(accesses[i]);
            misses.Add(new(i + 1, cache.Misses));
            for (var block = 0; block < Blocks.Length; block++) places[block].Add(new(i + 1, cache.Content.IndexOf(Blocks[block], StringComparison.Ordinal) + 1));
            var moment = i == Blocks.Length - 1 ? "(a)" : i == accesses.Length - 2 ? "(b)" : i == accesses.Length - 1 ? "(c)" : "";
            rows.Add([moment, accesses[i].ToString(), hit ? "hit" : "miss", cache.Content]);
        }

        return new(
            new LabPlot("place in the stack (1 = most recent, 0 = not in the cache)", LabPlotStyle.Steps, new("access", ""), new("place", ""), [.. Blocks.Select((block, i) => new LabSeries(block.ToString(), places[i]))]),
            new LabPlot("misses so far", LabPlotStyle.Steps, new("access", ""), new("misses", ""), [new LabSeries("misses", misses)]))
        {
            Tables = [new("the stack, most recent first", ["moment", "access", "result", "content"], rows)],
        };
    }
}
