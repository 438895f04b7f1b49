using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 26: a guest tries to map frames of another.</summary>
internal static class PageIsolationLab
{
    private const int Victim = 1, Attacker = 2;
    private const int SharedFrom = 10_000, CopiesFrom = 20_000;

    public static Lab Lab { get; } = new(26, "page-isolation", "A frame of one's own", "L23 isolation at page granularity",
        "Guest 2 tries to map frames of guest 1. Each attempt is a nested page fault (EPT violation); the invariant stays green. Pages merged by page sharing are the explicit exception: "
        + "both map them read-only, and the first write copies the page, so that the frame is private again.",
        "frames(a) ∩ frames(b) = ∅, except shared read-only;  write to shared ⇒ copy",
        [LabKnob.Count("attempts", "attempts on foreign frames", "", 10, 0, 1000), LabKnob.Count("shared", "pages shared read-only", "", 5, 0, 1000), LabKnob.Count("writes", "writes of guest 2 to shared pages", "", 2, 0, 1000)],
        Run,
        [
            new("every attempt is refused", r => r["count"].At(1) == 10), new("shared pages are the exception, less those that were written", r => r["count"].At(2) == 3 && r["count"].At(3) == 2), new("the invariant holds after every step", r => r["invariant broken"].Max == 0),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var table = new FrameTable();
        var log = new List<string[]>();
        var broken = new List<LabPoint>();
        int violations = 0, shared = 0, copied = 0;
        void Step(string what, string outcome)
        {
            broken.Add(new(broken.Count + 1, table.InvariantHolds ? 0 : 1));
            if (log.Count < 40) log.Add([what, outcome, table.InvariantHolds ? "holds" : "broken"]);
        }

        for (var frame = 0; frame < k.Count("attempts"); frame++) table.Map(Victim, frame);
        Step($"guest 1 maps {k["attempts"]} frames", "mapped");
        for (var frame = 0; frame < k.Count("attempts"); frame++)
        {
            var refused = table.Map(Attacker, frame) == MapOutcome.Violation;
            if (refused) violations++;
            Step($"guest 2 maps frame {frame} of guest 1", refused ? "EPT violation" : "mapped");
        }

        for (var page = 0; page < k.Count("shared"); page++)
        {
            table.Map(Victim, SharedFrom + page, readOnlyShared: true);
            if (table.Map(Attacker, SharedFrom + page, readOnlyShared: true) == MapOutcome.Mapped) shared++;
            Step($"page {page} is merged", "shared read-only");
        }

        for (var page = 0; page < Math.Min(k.Count("writes"), k.Count("shared")); page++)
        {
            if (table.CopyOnWrite(Attacker, SharedFrom + page, CopiesFrom + page) != MapOutcome.Mapped) continue;
            copied++;
            Step($"guest 2 writes to shared page {page}", "EPT violation, copied");
        }

        return new(
            LabPlot.Bars("outcomes", LabAxis.Of("outcome", "mapped by owner", "violations", "still shared", "copied on write"), new("pages", ""), LabSeries.Bars("count", k["attempts"], violations, shared - copied, copied)),
            new LabPlot("the invariant", LabPlotStyle.Steps, new("step", ""), new("broken (1) or not (0)", ""), [new LabSeries("invariant broken", broken)]))
        {
            Tables = [new("what happened (the first forty steps)", ["step", "outcome", "invariant"], log)],
        };
    }
}
