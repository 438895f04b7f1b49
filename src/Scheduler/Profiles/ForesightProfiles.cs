using Cloud.Scheduler.Context;
using Cloud.Scheduler.Lifetimes;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>
/// Policies that look ahead: at the guests expected (<see cref="PolicyContext.Workload"/>), at when guests leave
/// (<see cref="LifetimeView"/>), at the bill for power.
/// </summary>
public static class ForesightProfiles
{
    public static IReadOnlyList<PlacementProfile> All { get; } =
    [
        ClassicProfiles.Numa("fgd", "Makes least of the free room useless to the guests expected in future (fragmentation gradient descent).", new LeastFragmentationGrowth()),
        ClassicProfiles.Numa("slots", "Keeps most slots for the guests expected in future, by NUMA node: how many more of each would still fit.", new LeastSlotLoss()),
        ClassicProfiles.Numa("scarce-slots", "Keeps the last slots for the guests expected in future: the scarcer a slot on its host, the dearer.", new LeastScarceSlotLoss()),
        Then("nilas", "Lets hosts empty as a whole: goes where guests stay longer anyway, then the tightest fit.", new LeastExitExtension(), new TightestNumaFit()),
        Then("exit-time", "Keeps hosts up for the least extra time, to the second, then best-fit: for trusted lifetimes.", new ShortestExtension(), new LeastRoomLeft()),
        Then("lava", "Fills the gaps of hosts that empty with shorter guests, by lifetime class, then as nilas.", new BestLifetimeClass(), new LeastExitExtension(), new TightestNumaFit()),
        Then("mbfd", "Raises the power of the fleet least, by each host's power curve, then best-fit.", new LeastPowerIncrease(), new LeastRoomLeft()),
        new("lifetime-packing", "Trades time that a host stays up longer against room left over: for expected rather than certain lifetimes.")
        {
            // An absolute order of one unit, seconds: a free host costs as much as five hours longer. Chosen on the samples of 5,000 VMs, see
            // docs/published-results.md; between one and ten hours little changes.
            Scorers = [new(new FewestNumaNodes(), 1e9), new(new ShortestExtension(), 1), new(new LeastFreeVcpus(), 18_000)],
            Composition = ScoreComposition.Absolute,
            NumaPreference = NumaPreference.Tightest,
        },
    ];

    private static PlacementProfile Then(string name, string description, params IHostScorer[] scorers) => new(name, description)
    {
        Scorers = [new(new FewestNumaNodes(), 1), .. scorers.Select(scorer => new WeightedScorer(scorer, 1))],
        Composition = ScoreComposition.Lexicographic,
        NumaPreference = NumaPreference.Tightest,
        FillsZones = true,
    };
}
