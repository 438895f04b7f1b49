using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>
/// The textbook policies, over whole hosts and by NUMA node. In all of them an automatic layout splits a guest only when no host takes it
/// whole; then the one scorer decides, and ties go to the lowest host index. First-fit is with <see cref="SpaneProfiles"/>.
/// </summary>
public static class ClassicProfiles
{
    public static IReadOnlyList<PlacementProfile> All { get; } =
    [
        By("next-fit", "Goes on from the host that took the previous guest: never looks back at hosts that were full.", new NearestToPrevious(), NumaPreference.Lowest),
        By("round-robin", "Takes turns by the number of the request: even by count, for guests that are all alike.", new NearestToTurn(), NumaPreference.Lowest),
        By("random", "Draws a fitting host by seed and request number: the baseline that any idea has to beat.", new LuckiestDraw(), NumaPreference.Lowest) with { DeviceScorer = new LuckiestDraw() },
        By("best-fit", "Leaves least CPU and memory over on the host, blind to NUMA nodes.", new LeastRoomLeft(), NumaPreference.Tightest),
        By("worst-fit", "Leaves most CPU and memory over on the host, blind to NUMA nodes.", new MostRoomLeft(), NumaPreference.Freest),
        By("dot-product", "Goes where free resources weigh most in the guest's own terms.", new LargestDotProduct(), NumaPreference.Freest),
        By("dot-product-smallest", "Goes where free resources weigh least in the guest's own terms: the DotProd baseline of FGD.", new SmallestDotProduct(), NumaPreference.Tightest),
        By("norm", "Leaves the shortest vector of resources over: best-fit that minds an unbalanced remainder.", new SmallestNormLeft(), NumaPreference.Tightest),
        By("cosine", "Goes where free resources have the guest's proportions, whatever their amount.", new ClosestDirection(), NumaPreference.Tightest),
        By("numa-best-fit", "Leaves least over on the NUMA nodes that the guest takes: keeps large holes for large guests.", new TightestNumaFit(), NumaPreference.Tightest),
        Numa("numa-worst-fit", "Leaves most over on the NUMA nodes that the guest takes.", new FreestNumaFit()),
        Numa("numa-dot-product", "The dot product with the room of the NUMA nodes that the guest takes.", new LargestNumaDotProduct()),
        Numa("numa-norm", "Leaves the shortest vector of resources over on the NUMA nodes that the guest takes.", new SmallestNumaNorm()),
        Numa("numa-cosine", "Goes to the NUMA nodes whose free resources have the guest's proportions.", new ClosestNumaDirection()),
    ];

    /// <summary>Decided by one scorer; NUMA nodes by a preference.</summary>
    internal static PlacementProfile By(string name, string description, IHostScorer scorer, NumaPreference numaNodes) => new(name, description)
    {
        Scorers = [new(new FewestNumaNodes(), 1), new(scorer, 1)],
        Composition = ScoreComposition.Lexicographic,
        NumaPreference = numaNodes,
        FillsZones = numaNodes == NumaPreference.Tightest,
    };

    /// <summary>Decided by one scorer that chooses the NUMA nodes as well.</summary>
    internal static PlacementProfile Numa<T>(string name, string description, T scorer)
        where T : IHostScorer, INumaScorer => By(name, description, scorer, NumaPreference.Tightest) with { NumaScorer = scorer };
}
