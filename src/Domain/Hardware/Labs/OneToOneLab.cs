using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 9: threads and processes are tasks, and pids.max counts tasks.</summary>
internal static class OneToOneLab
{
    public static Lab Lab { get; } = new(9, "one-to-one", "Everything is a task", "L7 Linux task_struct",
        "In Linux a thread is a task that shares its memory with others (clone with CLONE_VM and CLONE_THREAD), a process is a task that does not. Both have a number of "
        + "their own and both count against pids.max. Make a mix of them until the kernel answers EAGAIN.",
        "processes + threads = tasks ≤ pids.max, whatever the mix",
        [LabKnob.Count("limit", "pids.max", "tasks", 10, 1, 200), LabKnob.Count("threads", "threads made after each fork", "", 2, 0, 50)],
        Run,
        [
            new("the eleventh attempt fails", r => r["tasks"].At(10) == 10 && r["tasks"].At(11) == 10 && r["refused"].At(11) == 1),
            new("threads and processes add up to tasks", r => r["processes"].Points.Zip(r["threads"].Points, r["tasks"].Points).All(p => p.First.Y + p.Second.Y == p.Third.Y)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var group = new TaskLimit(null, k.Count("limit"));
        List<LabPoint> processes = [], threads = [], tasks = [], refused = [];
        var rows = new List<string[]>();
        int forked = 0, cloned = 0, pid = 0;
        for (var attempt = 1; attempt <= k.Count("limit") + 5; attempt++)
        {
            var fork = (attempt - 1) % (k.Count("threads") + 1) == 0;
            var made = group.TryFork();
            if (made && fork)
            {
                forked++;
                pid = attempt;
            }
            else if (made)
            {
                cloned++;
            }

            processes.Add(new(attempt, forked));
            threads.Add(new(attempt, cloned));
            tasks.Add(new(attempt, group.Current));
            refused.Add(new(attempt, group.Refused));
            rows.Add([pid == 0 ? "-" : FormattableString.Invariant($"{pid}"), made ? FormattableString.Invariant($"{attempt}") : "-", fork ? "fork" : "clone(CLONE_VM|CLONE_THREAD)", made ? "ok" : "EAGAIN"]);
        }

        return new(new LabPlot("", LabPlotStyle.Steps, new("attempt", ""), new("number", ""), [new("processes", processes), new("threads", threads), new("tasks", tasks), new("refused", refused)]))
        {
            Tables = [new("as ps -L shows them", ["PID", "LWP", "call", "result"], rows)],
        };
    }
}
