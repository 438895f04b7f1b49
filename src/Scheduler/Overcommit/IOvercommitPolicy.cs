namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// How much of a NUMA node (or a host) may be promised, from what its guests use. Pure and stateless; the same guests in any order give the
/// same answer up to rounding. Named as in <c>region.json</c>.
/// </summary>
public interface IOvercommitPolicy
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>Units of hardware that these guests are expected to need at their peak together; never above the sum of their limits.</summary>
    double Demand(ReadOnlySpan<GuestUsage> guests);

    /// <summary>
    /// Units that may be promised on one free unit of hardware: the ratio of a static policy; 1 for one that looks at use, since of a guest
    /// that is not there yet nothing is known but its limit.
    /// </summary>
    double PromisePerFreeUnit { get; }
}

/// <summary>The arithmetic that all policies share.</summary>
public static class OvercommitMath
{
    /// <summary>
    /// What may be promised in total: what is promised, and what fits on the hardware that the guests are not expected to need. Never below
    /// the hardware itself.
    /// </summary>
    public static double MayPromise(IOvercommitPolicy policy, double physical, ReadOnlySpan<GuestUsage> guests) =>
        MayPromise(physical, Limits(guests), policy.Demand(guests), policy.PromisePerFreeUnit);

    /// <summary>The same from sums: what is promised, and the hardware behind it.</summary>
    public static double MayPromise(double physical, double promised, double demand, double promisePerFreeUnit) =>
        Math.Max(physical, promised + (Math.Max(0, physical - demand) * promisePerFreeUnit));

    /// <summary>The sum of the guests' limits.</summary>
    public static double Limits(ReadOnlySpan<GuestUsage> guests)
    {
        var sum = 0.0;
        foreach (ref readonly var guest in guests) sum += guest.Limit;
        return sum;
    }
}
