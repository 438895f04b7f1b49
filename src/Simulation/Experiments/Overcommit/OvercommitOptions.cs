using Cloud.Scheduler.Overcommit;

namespace Cloud.Simulation.Experiments.Overcommit;

/// <summary>What is short when too much was promised.</summary>
public enum OvercommitResource
{
    /// <summary>Processor time: guests wait (steal, ready time).</summary>
    Cpu,

    /// <summary>Memory: pages must be taken away from guests that use them.</summary>
    Memory,
}

/// <summary>One closed-loop replay: hosts that are always asked for more than they may promise.</summary>
public sealed record OvercommitOptions
{
    /// <summary>Hosts; each stands for one NUMA node.</summary>
    public int Hosts { get; init; } = 40;

    /// <summary>Units of hardware per host: threads, or units of memory of the same number.</summary>
    public int UnitsPerHost { get; init; } = 32;

    /// <summary>Samples played; the first day fills the hosts and is not measured.</summary>
    public int Ticks { get; init; } = 4 * 288;

    /// <summary>Samples before measuring starts.</summary>
    public int FillTicks { get; init; } = 288;

    /// <summary>Samples of history that a policy sees.</summary>
    public int Window { get; init; } = UsageHistory.DefaultCapacity;

    public OvercommitResource Resource { get; init; }

    public ViolationBudget Budget { get; init; } = ViolationBudget.Default;

    /// <summary>Whether a host whose budget is spent takes nothing new.</summary>
    public bool EnforceBudget { get; init; }
}

/// <summary>What one policy did.</summary>
/// <param name="Policy">Its name and parameters.</param>
/// <param name="Promised">Mean units promised per unit of hardware.</param>
/// <param name="Used">Mean units used per unit of hardware.</param>
/// <param name="ViolationShare">Share of host time above the budget's limits.</param>
/// <param name="MeanSteal">Mean stolen share of demanded time (memory: share of used memory that does not fit).</param>
/// <param name="WorstSteal">Its maximum over hosts and samples.</param>
/// <param name="MeanReady">Mean ready share of the interval per vCPU.</param>
/// <param name="WithinBudget">Whether the violation share is within the budget.</param>
public sealed record OvercommitResult(
    string Policy, double Promised, double Used, double ViolationShare, double MeanSteal, double WorstSteal, double MeanReady, bool WithinBudget)
{
    /// <summary>Usable capacity gained over a result without overcommit, as a fraction.</summary>
    public double GainOver(OvercommitResult none) => (Promised / none.Promised) - 1;
}
