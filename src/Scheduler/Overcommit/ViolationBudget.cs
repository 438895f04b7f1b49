namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// How often guests may be short: the share of time in which steal or ready time may be above their limits. Measured, never assumed: by the
/// simulator for each policy, and on a host by <see cref="BudgetMeter"/>.
/// </summary>
/// <param name="TimeShare">Share of time allowed above the limits, 0 to 1.</param>
/// <param name="StealAbove">Stolen share of demanded time that counts as a violation.</param>
/// <param name="ReadyAbove">Ready share of the interval, per vCPU, that counts as a violation.</param>
public sealed record ViolationBudget(double TimeShare, double StealAbove, double ReadyAbove)
{
    /// <summary>
    /// 1 % of the time [E] above 5 % of steal [E] or 5 % of ready time (VMware's alarm; Source: hardware-model.md 7.5; confidence: recalled).
    /// </summary>
    public static ViolationBudget Default { get; } = new(0.01, 0.05, 0.05);

    /// <summary>Whether one observation is a violation.</summary>
    public bool IsViolatedBy(double steal, double ready) => steal > StealAbove || ready > ReadyAbove;
}

/// <summary>Counts violations over a sliding window of observations of one NUMA node; 1 bit each.</summary>
/// <param name="budget">What is allowed.</param>
public sealed class BudgetMeter(ViolationBudget budget)
{
    /// <summary>Observations remembered: a week at one in five minutes.</summary>
    public const int Window = 2016;

    private readonly ulong[] _violated = new ulong[(Window + 63) / 64];
    private int _next;
    private int _count;
    private int _violations;

    /// <summary>Share of the window in violation; 0 without observations.</summary>
    public double TimeShare => _count == 0 ? 0 : (double)_violations / _count;

    /// <summary>Whether more was violated than the budget of a full window allows: then nothing new should be promised.</summary>
    public bool IsSpent => _violations > budget.TimeShare * Window;

    public void Observe(double steal, double ready)
    {
        var bit = 1UL << (_next % 64);
        ref var word = ref _violated[_next / 64];
        if (_count == Window) _violations -= (word & bit) == 0 ? 0 : 1;
        else _count++;
        word &= ~bit;
        _next = (_next + 1) % Window;
        if (!budget.IsViolatedBy(steal, ready)) return;
        word |= bit;
        _violations++;
    }
}
