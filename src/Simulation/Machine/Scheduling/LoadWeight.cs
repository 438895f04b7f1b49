using System.Numerics;
using Cloud.Domain.Hardware.Costs.Scheduling;

namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// Fixed-point arithmetic over the load weights of the fair schedulers, bit for bit as in Linux, so that a virtual run time
/// computed here can be compared with one read from a kernel. Source: __calc_delta (kernel/sched/fair.c).
/// </summary>
public static class LoadWeight
{
    /// <summary>Weight of nice 0; virtual and real time agree for it.</summary>
    public const int NiceZero = 1024;

    /// <summary>Weight of a nice level from -20 to 19; each step is about a factor of 1.25.</summary>
    public static int OfNice(int nice) => (int)NiceWeights.Weight(nice);

    /// <summary>2^32 divided by the weight of a nice level.</summary>
    public static uint InverseOfNice(int nice) => (uint)NiceWeights.Inverse(nice);

    /// <summary>2^32 - 1 divided by any weight, for groups and whole queues.</summary>
    public static uint InverseOf(long weight) =>
        weight >= uint.MaxValue ? 1 : weight <= 0 ? uint.MaxValue : (uint)(uint.MaxValue / weight);

    /// <summary>delta · weight / load, where load is given by its inverse.</summary>
    /// <param name="deltaNs">A time in nanoseconds, not negative.</param>
    /// <param name="weight">Weight of the entity.</param>
    /// <param name="inverseOfLoad">2^32 divided by the load.</param>
    public static long Scale(long deltaNs, long weight, uint inverseOfLoad)
    {
        var factor = (ulong)weight * inverseOfLoad;
        var excess = Math.Max(0, 32 - BitOperations.LeadingZeroCount(factor));
        factor >>= excess;
        var shift = 32 - excess;
        var high = Math.BigMul((ulong)deltaNs, factor, out var low);
        return shift == 0 ? (long)low : (long)((low >> shift) | (high << (64 - shift)));
    }

    /// <summary>Virtual time of a real time: delta · 1024 / weight.</summary>
    internal static long Fair(long deltaNs, SchedEntity entity) =>
        entity.Weight == NiceZero ? deltaNs : Scale(deltaNs, NiceZero, entity.InverseWeight);
}
