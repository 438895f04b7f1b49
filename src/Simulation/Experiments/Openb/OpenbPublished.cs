namespace Cloud.Simulation.Experiments.Openb;

/// <summary>
/// A published result on the default workload: GPU allocation at 100 % arrivals, percent, over ten seeds. Computed from the results that the
/// authors keep beside their simulator (ATC 2023) [C].
/// </summary>
/// <param name="Name">The policy as they call it.</param>
/// <param name="Profile">Our profile that reproduces it.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation between seeds.</param>
public sealed record OpenbPublished(string Name, string Profile, double Mean, double Deviation)
{
    /// <summary>The six policies, worst first.</summary>
    public static IReadOnlyList<OpenbPublished> All { get; } =
    [
        new("Random", "random", 86.30, 0.33),
        new("DotProd", "gpu-dot-product", 90.62, 0.19),
        new("GpuClustering", "gpu-clustering", 91.65, 0.61),
        new("GpuPacking", "gpu-packing", 91.78, 0.53),
        new("BestFit", "gpu-best-fit", 92.86, 0.14),
        new("FGD", "fgd-gpu-published", 95.23, 0.11),
    ];

    /// <summary>What was published of the policy that a profile reproduces, or null.</summary>
    public static OpenbPublished? Of(string profile) => All.FirstOrDefault(published => string.Equals(published.Profile, profile, StringComparison.Ordinal));
}
