using System.Runtime.InteropServices;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// What one NUMA node may promise when its guests stand under different policies: each group of guests needs the hardware that its own
/// policy says, and what is left is promised as the pool's policy says. Collect, then ask; used at the update points of a cell.
/// </summary>
/// <param name="pool">The policy of the pool.</param>
public sealed class NumaPromise(IOvercommitPolicy pool)
{
    private readonly List<(IOvercommitPolicy Policy, List<GuestUsage> Guests)> _groups = [];

    /// <summary>Forgets all guests.</summary>
    public void Clear() => _groups.Clear();

    /// <summary>Adds a guest that stands under <paramref name="policy"/>.</summary>
    public void Add(IOvercommitPolicy policy, GuestUsage guest)
    {
        var at = _groups.FindIndex(group => group.Policy.Equals(policy));
        if (at < 0) _groups.Add((policy, [guest]));
        else _groups[at].Guests.Add(guest);
    }

    /// <summary>
    /// The ratio in force from now on: what may be promised on so much hardware, between 1 and <paramref name="ceiling"/>, rounded down. A
    /// spent violation budget promises nothing new.
    /// </summary>
    public OvercommitRatio Ratio(long physical, OvercommitRatio ceiling, bool isBudgetSpent)
    {
        if (physical == 0) return OvercommitRatio.Of(1);
        var (promised, demand) = (0.0, 0.0);
        foreach (var (policy, guests) in _groups)
        {
            var span = CollectionsMarshal.AsSpan(guests);
            promised += OvercommitMath.Limits(span);
            demand += policy.Demand(span);
        }

        var may = isBudgetSpent ? Math.Max(physical, promised) : OvercommitMath.MayPromise(physical, promised, demand, pool.PromisePerFreeUnit);
        // A static ratio must come out as itself, not a millionth below it.
        return OvercommitRatio.Between((may / physical) + 1e-9, ceiling);
    }
}
