using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>
/// What users of OpenStack Nova and Kubernetes know, reproduced so that they can compare: the formulas, normalisation and default multipliers
/// of placement.md 5.1 and 5.2. Theirs are the scores; the rules are ours (exact per NUMA node, which neither checks here), and so are ties
/// (lowest host index; Nova takes its list's first, kube-scheduler draws).
/// </summary>
public static class KnownProfiles
{
    /// <summary>More than all other scorers of a profile can add up to: a guest is split only where nothing takes it whole.</summary>
    private const double Decisive = 100;

    /// <summary>The same where raw scores of 0 to 200 are added.</summary>
    private const double RawDecisive = 1000;

    /// <summary>Nova's weighers with its default multipliers, normalised to 0 … 1 over the fitting hosts as Nova does.</summary>
    public static PlacementProfile Nova { get; } =
        new("nova", "OpenStack Nova's default weighers: ram, cpu, disk and the soft rules of groups, each with multiplier 1.")
        {
            Scorers =
            [
                new(new FewestNumaNodes(), Decisive), new(new MostFreeRamMib(), 1), new(new MostVcpusToPromise(), 1), new(new MostFreeDisk(), 1),
                new(new MostGroupMembers(), 1), new(new FewestGroupMembers(), 1),
            ],
            NumaPreference = NumaPreference.Freest,
        };

    /// <summary>Nova set to pack: num_instances is 0 by default and has a say only here.</summary>
    public static PlacementProfile NovaPack { get; } =
        new("nova-pack", "OpenStack Nova set to pack: ram_weight_multiplier -1, num_instances_weight_multiplier 1, the others 0.")
        {
            Scorers = [new(new FewestNumaNodes(), Decisive), new(new LeastFreeRamMib(), 1), new(new MostNeighbours(), 1)],
            NumaPreference = NumaPreference.Tightest,
            FillsZones = true,
        };

    /// <summary>kube-scheduler as it comes.</summary>
    public static PlacementProfile KubeDefault { get; } =
        new("kube-default", "kube-scheduler's defaults that concern capacity: LeastAllocated and BalancedAllocation, weight 1 each.")
        {
            Scorers = [new(new FewestNumaNodes(), RawDecisive), new(new KubeLeastAllocated(), 1), new(new KubeMostBalanced(), 1)],
            Composition = ScoreComposition.Absolute,
            NumaPreference = NumaPreference.Lowest,
        };

    public static IReadOnlyList<PlacementProfile> All { get; } =
    [
        Nova,
        NovaPack,
        KubeDefault,
        ClassicProfiles.By("kube-least", "kube-scheduler's LeastAllocated alone: spreads.", new KubeLeastAllocated(), NumaPreference.Lowest),
        ClassicProfiles.By("kube-most", "kube-scheduler's MostAllocated alone: packs.", new KubeMostAllocated(), NumaPreference.Lowest) with { FillsZones = true },
        ClassicProfiles.By("kube-balanced", "kube-scheduler's BalancedAllocation alone: levels CPU and memory of a host.", new KubeMostBalanced(), NumaPreference.Lowest),
        ClassicProfiles.By("kube-ratio", "kube-scheduler's RequestedToCapacityRatio with its documentation's curve for bin packing.", new KubeBestRatio(), NumaPreference.Lowest) with { FillsZones = true },
    ];
}
