namespace Cloud.Scheduler.Lifetimes;

/// <summary>The four lifetime classes of LAVA: under 1 h, 10 h, 100 h, and longer. Source: LAVA, MLSys 2025, section 4.2 [M].</summary>
public static class LifetimeClass
{
    /// <summary>Number of the longest class.</summary>
    public const int Longest = 4;

    private const double Hour = 3600;

    /// <summary>The class of a lifetime in seconds, 1 to <see cref="Longest"/>.</summary>
    public static int Of(double seconds) => seconds < Hour ? 1 : seconds < 10 * Hour ? 2 : seconds < 100 * Hour ? 3 : Longest;

    /// <summary>The longest lifetime of a class, seconds; infinite for the last.</summary>
    public static double Limit(int lifetimeClass) => lifetimeClass switch { 1 => Hour, 2 => 10 * Hour, 3 => 100 * Hour, _ => double.PositiveInfinity };
}
