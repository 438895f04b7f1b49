using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Profiles;
using Cloud.Scheduler.Slots;

namespace Cloud.Simulation.Experiments.Spane;

/// <summary>A profile and what it is told to expect.</summary>
/// <param name="Name">Name of the candidate: the profile's, and the weights where there is a choice.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Weight">The weight of a size in the expected mix; 0 leaves it out. What it means is the policy's business.</param>
public sealed record SpanePolicy(string Name, PlacementProfile Profile, Func<InstanceShape, double> Weight)
{
    /// <summary>A profile by itself, told of all sizes alike.</summary>
    public static SpanePolicy Of(PlacementProfile profile) => new(profile.Name, profile, _ => 1);

    /// <summary>
    /// What the selection chooses from. The slot-preserving policy weighs slots by vCPUs whatever the mix; the others weigh types as given.
    /// </summary>
    public static IReadOnlyList<SpanePolicy> Candidates { get; } =
    [
        Of(SpaneProfiles.FirstFit),
        Of(SpaneProfiles.BalanceFit),
        Of(PlacementProfiles.Find("numa-best-fit")!),
        Of(PlacementProfiles.Find("fgd")!),
        Of(PlacementProfiles.Find("slots")!),
        Scarce("vCPUs", shape => shape.Vcpus),
        Scarce("vCPUs^1.5", shape => shape.Vcpus * Math.Sqrt(shape.Vcpus)),
        Scarce("vCPUs^2", shape => (double)shape.Vcpus * shape.Vcpus),
        Scarce("vCPUs, two NUMA nodes only", shape => shape.NumaNodes > 1 ? shape.Vcpus : 0),
    ];

    /// <summary>The expected mix over the sizes of a trace.</summary>
    public WorkloadMix Mix(SpaneTrace trace) => new([.. trace.Shapes.Where(shape => Weight(shape) > 0).Select(shape => new WorkloadType(GuestType.Of(shape), Weight(shape)))]);

    private static SpanePolicy Scarce(string weights, Func<InstanceShape, double> weight) =>
        new($"scarce-slots by {weights}", PlacementProfiles.Find("scarce-slots")!, weight);
}
