using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 1: what a thread and a process cost to create and to keep.</summary>
internal static class ProcessCreationLab
{
    private const double MiB = ModelUnits.MiB;

    public static Lab Lab { get; } = new(1, "process-creation", "Process or thread?", "L1 process vs thread",
        "A thread shares the memory of its process; fork copies the page tables of its parent and later every page that is written. Watch the time to create one as the "
        + "parent grows, and the memory of many: parallel lines, one far above the other.",
        "t_fork = t0 + c_pte · RSS/4096;  t_thread = constant;  memory = N (stacks + task) [+ N (page tables + written pages)]",
        [
            new("perPage", "cost per page", "µs", SwitchConstants.ForkPerPageUs, 0.01, 1), LabKnob.Count("workers", "workers", "", 100, 1, 1000), new("resident", "memory of the parent", "MiB", 64, 1, 1024),
            new("written", "part of it that a child writes", "fraction", 0.1, 0, 1),
        ],
        k => new(
            LabPlot.Lines("creating one", new("memory of the parent", "MiB", true), new("creation time", "µs", true),
                LabSeries.Over("thread", LabScale.Doubling(1, 1024), _ => TaskCreation.ThreadUs), LabSeries.Over("process", LabScale.Doubling(1, 1024), mib => ForkUs(k, mib))),
            LabPlot.Lines("memory of all", new("workers", "", true), new("memory", "MiB", true),
                LabSeries.Over("threads", Workers, n => n * TaskCreation.ThreadBytes / MiB), LabSeries.Over("processes", Workers, n => n * TaskCreation.ProcessBytes(k["resident"] * MiB, k["written"]) / MiB)),
            LabPlot.Bars("creating all the workers", LabAxis.Of("as", "threads", "processes"), new("time", "ms", true),
                LabSeries.Bars("all workers", k.Count("workers") * TaskCreation.ThreadUs / 1000, k.Count("workers") * ForkUs(k, k["resident"]) / 1000))),
        [
            new("a thread costs the same whatever the memory", r => r["thread"].Max == r["thread"].Min), new("fork is linear in memory", r => Math.Abs((r["process"].Last - SwitchConstants.ForkUs) / (r["process"].At(512) - SwitchConstants.ForkUs) - 2) < 0.01),
            new("both grow with the number of workers, processes from far higher", r => Math.Abs((r["threads"].Last / r["threads"].First) - (r["processes"].Last / r["processes"].First)) < 1e-6 && r["processes"].First > 50 * r["threads"].First),
        ]);

    private static IEnumerable<double> Workers => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private static double ForkUs(LabSettings k, double mib) => SwitchConstants.ForkUs + (k["perPage"] * mib * MiB / ModelUnits.PageBytes);
}
