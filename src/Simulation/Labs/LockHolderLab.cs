using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 24: spinning guests under overcommit, by formula and on the event-level machine.</summary>
internal static class LockHolderLab
{
    private const int Processors = 8;
    private const long SimulatedNs = 100_000_000;
    private const double SliceSeconds = 0.003;
    private static readonly string[] Kinds = ["test-and-set", "ticket", "paravirtual"];
    private static readonly bool[] PauseLoopExits = [false, true];
    private static readonly double[] Overcommits = [1, 1.25, 1.5, 2, 3, 4];

    public static Lab Lab { get; } = new(24, "lock-holder", "The sleeping lock holder", "L21 lock-holder preemption",
        "A preempted vCPU that holds a lock makes its siblings spin until it is back. With ticket locks even a preempted waiter blocks everyone behind it. Pause-loop exits "
        + "give the spinner's processor away; paravirtual locks halt the waiter and kick it when the lock is free.",
        "waste = P(hit) · waiters · T_off;  T_off = (n/C − 1) Q;  tickets: P = 1 − (1 − p)^q",
        [
            new("overcommit", "overcommit", "ratio", 2, 1, 8), new("locks", "locks per vCPU", "1/s", 50_000, 100, 200_000), LabKnob.Count("vcpus", "vCPUs", "", 16, 2, 64),
            LabKnob.Count("guests", "guests of eight vCPUs on the machine's eight processors", "", 2, 1, 4),
        ],
        Run,
        [
            new("tickets collapse five-fold", r => r["no PLE"].At(1) * 5 < r["no PLE"].At(2)), new("pause-loop exits help", r => r["PLE"].At(1) > r["no PLE"].At(1)),
            new("nothing is wasted without overcommit", r => r.Plots[1].Series.All(row => row.First < 1e-9)),
            new("on the machine, too, paravirtual locks do at least half as much again as tickets", r => r["machine, no PLE"].At(2) > 1.5 * r["machine, no PLE"].At(1)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        double Useful(SpinLockKind kind, double overcommit, bool ple) => 100 * LockHolder.Efficiency(
            ExitTable.Of(LabScale.Host), LabScale.Host.Clock, kind, new(k.Count("vcpus"), k["locks"], SpinConstants.HoldUs / 1e6, overcommit, SliceSeconds, ple));
        var kinds = Enum.GetValues<SpinLockKind>();
        return new(
            LabPlot.Bars("useful time", LabAxis.Of("lock", Kinds), new("useful time", "%"),
                LabSeries.Bars("no PLE", [.. kinds.Select(kind => Useful(kind, k["overcommit"], ple: false))]), LabSeries.Bars("PLE", [.. kinds.Select(kind => Useful(kind, k["overcommit"], ple: true))])),
            new LabPlot("time wasted spinning", LabPlotStyle.HeatMap, LabAxis.Of("overcommit", [.. Overcommits.Select(o => o.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))]), new("wasted", "%"),
                [.. from kind in kinds from ple in PauseLoopExits select LabSeries.Bars($"{Kinds[(int)kind]}{(ple ? " with PLE" : "")}", [.. Overcommits.Select(o => 100 - Useful(kind, o, ple))])]),
            LabPlot.Bars("measured on the machine: critical sections", LabAxis.Of("lock", Kinds), new("sections", "1/s", true),
                LabSeries.Bars("machine, no PLE", [.. kinds.Select(kind => Measure(k, kind, ple: false))]), LabSeries.Bars("machine, PLE", [.. kinds.Select(kind => Measure(k, kind, ple: true))])));
    }

    private static double Measure(LabSettings k, SpinLockKind kind, bool ple)
    {
        var machine = new LabMachine(new MachineParameters { Topology = MachineTopology.Flat(Processors), Guest = new GuestCosts { PauseLoopWindow = ple ? SpinConstants.PleWindow : 0 } });
        var done = machine.Host.AddCounter("sections");
        var thinkNs = (long)Math.Max(1000, (1e9 / k["locks"]) - (SpinConstants.HoldUs * 1000));
        for (var guest = 0; guest < k.Count("guests"); guest++)
        {
            var spin = machine.Host.AddLock($"lock{guest}", kind switch { SpinLockKind.TestAndSet => LockKind.Spin, SpinLockKind.Ticket => LockKind.Ticket, SpinLockKind.Paravirtual => LockKind.Paravirtual });
            var program = new OpProgram(Op.Lock(spin), Op.Compute((long)(SpinConstants.HoldUs * 1000)), Op.Unlock(spin), Op.Mark(done), Op.ComputeRandom(thinkNs));
            var process = machine.Host.AddProcess($"guest{guest}");
            for (var v = 0; v < Processors; v++) machine.Host.AddTask(process, new TaskSpec($"vcpu{v}", program) { Guest = new GuestProfile() });
        }

        machine.Host.AddTask(new TaskSpec("neighbour", new OpProgram(Op.Compute(1_000_000))));
        machine.Loop.RunUntil(SimulatedNs);
        return done.Count / (SimulatedNs / 1e9);
    }
}
