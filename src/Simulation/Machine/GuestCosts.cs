using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Simulation.Machine;

/// <summary>Costs of virtualization in cycles (7.2, 7.6); defaults are AMD Milan.</summary>
public sealed record GuestCosts
{
    /// <summary>Stands for an exit that the processor does not have.</summary>
    public const double NoSuchExit = -1;

    /// <summary>Exits cost nothing.</summary>
    public static readonly GuestCosts None = new() { Exits = new double[Enum.GetValues<ExitReason>().Length], VmSwitch = 0, HaltPollNs = 0 };

    /// <summary>Cycles per exit, indexed by <see cref="ExitReason"/>.</summary>
    public IReadOnlyList<double> Exits { get; init; } = ExitsOf(ExitConstants.Tables["amd-milan"]);

    /// <summary>Extra cycles when a thread switches between two virtual CPUs (5000; 4812 on KVM x86 [R+]).</summary>
    public double VmSwitch { get; init; } = ExitConstants.Tables["amd-milan"].Cycles(ExitReason.VmSwitch);

    /// <summary>Longest halt polling before a halted virtual CPU sleeps, in ns (200 µs on x86 [R+]).</summary>
    public long HaltPollNs { get; init; } = (long)(SpinConstants.PollMaxUs * 1000);

    /// <summary>First halt-polling window, in ns; it doubles while polling pays [C halt-polling.rst].</summary>
    public long HaltPollStartNs { get; init; } = (long)(SpinConstants.PollStartUs * 1000);

    /// <summary>Spinning before pause-loop exiting takes the thread away, in cycles [C ple_window 4096]; 0 turns it off.</summary>
    public double PauseLoopWindow { get; init; } = SpinConstants.PleWindow;

    /// <summary>Growth of that window per exit [C ple_window_grow 2].</summary>
    public double PauseLoopGrowth { get; init; } = SpinConstants.PleGrow;

    /// <summary>Spinning on a paravirtual lock before the waiter halts, in cycles (2^15 iterations of about 4 cycles [R+]).</summary>
    public double ParavirtualSpin { get; init; } = SpinConstants.PvSpins * 4;

    /// <summary>The rows of a table by reason, with <see cref="NoSuchExit"/> where it has none.</summary>
    public static IReadOnlyList<double> ExitsOf(ExitTable table) =>
        [.. Enum.GetValues<ExitReason>().Select(reason => table.Find(reason)?.Value ?? NoSuchExit)];
}
