namespace Cloud.Simulation.Machine;

/// <summary>
/// Where the time of all hardware threads went, in ns. Everything together is the number of threads times the elapsed time.
/// </summary>
/// <param name="Busy">Busy time by <see cref="TimeCategory"/>, in ns at full speed.</param>
/// <param name="IdleNs">Nothing to run.</param>
/// <param name="ContentionNs">Lost because a sibling shared the core.</param>
/// <param name="UnaccountedNs">Of the running tasks, since their books were last brought up to date.</param>
public sealed record MachineTime(IReadOnlyList<double> Busy, double IdleNs, double ContentionNs, double UnaccountedNs)
{
    /// <summary>Time of one kind, in ns.</summary>
    public double Of(TimeCategory category) => Busy[(int)category];

    /// <summary>The sum of all parts, in ns.</summary>
    public double TotalNs => Busy.Sum() + IdleNs + ContentionNs + UnaccountedNs;
}
