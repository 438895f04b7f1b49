namespace Cloud.Contracts;

/// <summary>An overcommit policy in force: whose guests it is for, what they are promised, and how often they were short (operators).</summary>
public sealed class OvercommitView
{
    /// <summary>Only in this pool; null for any.</summary>
    public string? Pool { get; init; }

    /// <summary>Only guests of this tenant; null for any.</summary>
    public Guid? Tenant { get; init; }

    /// <summary>Only guests of this project; null for any.</summary>
    public Guid? Project { get; init; }

    /// <summary>Only vm, microvm or container; null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>The policy in words: static 4, percentile 99, n-sigma 5, max(…).</summary>
    /// <example>percentile 99</example>
    public required string Policy { get; init; }

    /// <summary>Guests and free places of reservations under it, counted on each NUMA node that they are on.</summary>
    public required int Guests { get; init; }

    /// <summary>Of these, with reported use; the others count at their limit.</summary>
    public required int Observed { get; init; }

    /// <summary>vCPUs promised to them.</summary>
    public required long Vcpus { get; init; }

    /// <summary>Hardware threads that the policy expects them to need.</summary>
    public required double ExpectedThreads { get; init; }

    /// <summary>For a pool: hardware threads that shared vCPUs may use; null for a rule.</summary>
    public long? Threads { get; init; }

    /// <summary>For a pool: vCPUs that may be promised now; null for a rule.</summary>
    public long? MayPromise { get; init; }

    /// <summary>For a pool: the most vCPUs ever promised per hardware thread; null for a rule.</summary>
    public double? CpuRatio { get; init; }

    /// <summary>How often guests may be short; null for a pool with nothing but its ratio.</summary>
    public ViolationBudgetView? Budget { get; init; }

    /// <summary>NUMA nodes on which it is in force.</summary>
    public required int NumaNodes { get; init; }

    /// <summary>Share of the last week in violation, on the worst NUMA node.</summary>
    public required double WorstTimeShare { get; init; }

    /// <summary>NUMA nodes on which the budget is spent: they promise nothing new.</summary>
    public required int SpentNumaNodes { get; init; }
}

/// <param name="TimeShare">Share of time in which steal or ready time may be above their limits, 0 to 1.</param>
/// <param name="StealAbove">Stolen share of demanded time that counts as a violation.</param>
/// <param name="ReadyAbove">Ready share of the interval, per vCPU, that counts as a violation.</param>
public sealed record ViolationBudgetView(double TimeShare, double StealAbove, double ReadyAbove);
