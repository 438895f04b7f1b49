namespace Cloud.Domain.Hardware.Costs.Scheduling;

/// <summary>
/// The weight table of the Linux fair scheduler: nice 0 is 1024, each step is about a factor of 1.25.
/// Source: Linux kernel/sched/core.c @0032f4e88976, section 4.1 of the reference sheet [C].
/// </summary>
public static class NiceWeights
{
    /// <summary>Highest priority.</summary>
    public const int NiceMin = -20;

    /// <summary>Lowest priority.</summary>
    public const int NiceMax = 19;

    /// <summary>Number of nice levels.</summary>
    public const int Levels = NiceMax - NiceMin + 1;

    private static readonly int[] Weights =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
        9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
        1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
        110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    private static readonly uint[] Inverses =
    [
        48388, 59856, 76040, 92818, 118348, 147320, 184698, 229616, 287308, 360437,
        449829, 563644, 704093, 875809, 1099582, 1376151, 1717300, 2157191, 2708050, 3363326,
        4194304, 5237765, 6557202, 8165337, 10153587, 12820798, 15790321, 19976592, 24970740, 31350126,
        39045157, 49367440, 61356676, 76695844, 95443717, 119304647, 148102320, 186737708, 238609294, 286331153,
    ];

    /// <summary>Weight of a nice level.</summary>
    public static long Weight(int nice) => Weights[Index(nice)];

    /// <summary>2^32 divided by the weight, as the kernel rounds it: for arithmetic that matches to the bit.</summary>
    public static long Inverse(int nice) => Inverses[Index(nice)];

    private static int Index(int nice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nice, NiceMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nice, NiceMax);
        return nice - NiceMin;
    }
}
