namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>What each mechanism could give on a host, bytes.</summary>
public readonly record struct ReclaimPotential(double FreeReported, double Shareable, double Balloonable, double Compressible, double Swappable);

/// <summary>What is taken from each, cheapest first, and what is still missing. Bytes.</summary>
public readonly record struct ReclaimPlan(double Reported, double Shared, double Ballooned, double Compressed, double Swapped, double Missing)
{
    /// <summary>Everything that was reclaimed.</summary>
    public double Total => Reported + Shared + Ballooned + Compressed + Swapped;

    /// <summary>
    /// Section 8.2: covers a need in the order of cost: free-page reporting, sharing, ballooning, compression, host swap.
    /// A confidential guest allows none but free-page reporting; pass zero potentials for it.
    /// </summary>
    public static ReclaimPlan For(double neededBytes, in ReclaimPotential potential)
    {
        var left = Math.Max(0, neededBytes);
        var reported = Take(ref left, potential.FreeReported);
        var shared = Take(ref left, potential.Shareable);
        var ballooned = Take(ref left, potential.Balloonable);
        var compressed = Take(ref left, potential.Compressible);
        var swapped = Take(ref left, potential.Swappable);
        return new(reported, shared, ballooned, compressed, swapped, left);
    }

    private static double Take(ref double left, double available)
    {
        var taken = Math.Min(left, Math.Max(0, available));
        left -= taken;
        return taken;
    }
}
