using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>
/// The policies for shared GPUs that FGD (ATC 2023) compares, as its published simulator computes them: whole scores of 0 to 100, ties to the
/// first host. A share goes to the fullest GPU that has room, with FGD to the one it likes best. Random is with <see cref="ClassicProfiles"/>.
/// </summary>
public static class GpuProfiles
{
    public static IReadOnlyList<PlacementProfile> All { get; } =
    [
        ClassicProfiles.By("gpu-dot-product", "The DotProd baseline of FGD: goes where free CPU and GPUs weigh least in the guest's own terms.", new SmallestCpuAndGpuProduct(), NumaPreference.Tightest),
        ClassicProfiles.By("gpu-clustering", "The GpuClustering baseline of FGD: keeps guests of one kind (shares, one, two … GPUs) together.", new MostAlikeGpuGuests(), NumaPreference.Tightest),
        ClassicProfiles.By("gpu-packing", "The GpuPacking baseline of FGD: fills GPUs in use, then hosts in use, and opens idle hosts last.", new FewestGpusOpened(), NumaPreference.Tightest),
        ClassicProfiles.By("gpu-best-fit", "The BestFit baseline of FGD: leaves least CPU and GPU over, in shares of the fleet's largest host.", new LeastCpuAndGpuLeft(), NumaPreference.Tightest),
        ClassicProfiles.By("fgd-gpu", "Makes least of the free GPU thousandths useless to the guests expected in future, with every digit of the score.", new LeastGpuFragmentationGrowth(), NumaPreference.Tightest)
            with { DeviceScorer = new LeastGpuFragmentationGrowth() },
        ClassicProfiles.By("fgd-gpu-published", "As fgd-gpu, in whole scores of 0 to 100 as FGD was published: many ties, which go to the first host.", new LeastGpuFragmentationPercent(), NumaPreference.Tightest)
            with { DeviceScorer = new LeastGpuFragmentationPercent() },
    ];
}
