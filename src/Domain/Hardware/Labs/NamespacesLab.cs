using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 35: what each kind of namespace hides.</summary>
internal static class NamespacesLab
{
    public static Lab Lab { get; } = new(35, "namespaces", "A view of one's own", "L33 namespaces",
        "A process unshares some of its eight namespaces and then does what a container does first: mounts, sets its host name, starts processes, adds a network device. "
        + "The table shows each view before and after; a change is visible outside exactly for the kinds that are still shared. When the first process of a PID namespace dies, all of it dies.",
        "visible outside = not unshared;  one number per PID level;  init dies ⇒ all die",
        [.. Namespaces.All.Select(fact => LabKnob.Switch(fact.Name, $"unshare {fact.Name}", standard: true)), LabKnob.Count("processes", "processes in the container", "", 5, 1, 200)],
        Run,
        [
            new("with all eight unshared nothing shows outside", r => r["seen outside"].Max == 0), new("and everything inside", r => r["seen inside"].Min == 1), new("there are eight kinds", r => r["seen inside"].Points.Count == 8),
            new("inside sees five, outside six", r => r["inside"].First == 5 && r["outside"].First == 6), new("killing init leaves only the outside", r => r["inside"].Last == 0 && r["outside"].Last == 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var host = NamespaceView.Host();
        var inside = host.Unshare(Namespaces.All.Where(fact => k.On(fact.Name)).Select(fact => fact.Kind).ToHashSet());
        var before = Namespaces.All.Select(fact => (Host: host.Seen(fact.Kind).ToList(), Inside: inside.Seen(fact.Kind).ToList())).ToList();
        foreach (var fact in Namespaces.All) inside.Change(fact.Kind);
        string[] names = [.. Namespaces.All.Select(fact => fact.Name)];
        double Changed(NamespaceView view, int i, IReadOnlyCollection<string> was) => view.Seen(Namespaces.All[i].Kind).SequenceEqual(was, StringComparer.Ordinal) ? 0 : 1;
        var pids = Pids(k.Count("processes"));
        return new(
            LabPlot.Bars("after the container changed something of each kind", LabAxis.Of("namespace", names), new("visible (1) or not (0)", ""),
                LabSeries.Bars("seen inside", [.. names.Select((_, i) => Changed(inside, i, before[i].Inside))]), LabSeries.Bars("seen outside", [.. names.Select((_, i) => Changed(host, i, before[i].Host))])),
            LabPlot.Bars("processes", LabAxis.Of("moment", "running", "container init killed"), new("processes seen", ""), pids))
        {
            Tables =
            [
                new("the eight views", ["kind", "flag", "outside before", "inside before", "inside after", "outside after"],
                    [.. Namespaces.All.Select((fact, i) => new[] { fact.Name, FormattableString.Invariant($"0x{fact.Flag:X8}"), List(before[i].Host), List(before[i].Inside), List(inside.Seen(fact.Kind)), List(host.Seen(fact.Kind)) })]),
                new("what stays common whatever is unshared", ["thing"], [.. Namespaces.NotIsolated.Select(thing => new[] { thing })]),
            ],
        };
    }

    private static string List(IEnumerable<string> things) => string.Join(", ", things);

    private static LabSeries[] Pids(int count)
    {
        var outside = new PidNamespace();
        outside.Fork();
        var inside = new PidNamespace(outside);
        for (var i = 0; i < count; i++) inside.Fork();
        int seenInside = inside.Visible.Count, seenOutside = outside.Visible.Count;
        outside.Kill(2);
        return [LabSeries.Bars("inside", seenInside, inside.Visible.Count), LabSeries.Bars("outside", seenOutside, outside.Visible.Count)];
    }
}
