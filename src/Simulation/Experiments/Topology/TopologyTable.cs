using Cloud.Domain.Placement;
using Cloud.Scheduler;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>One row of the comparison.</summary>
/// <param name="Sequence">C1 to C5.</param>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Requests">VMs asked for.</param>
/// <param name="Accepted">VMs placed.</param>
/// <param name="Violations">What the independent checker found.</param>
/// <param name="ResidualVcpus">Over the sizes of the sequence: vCPUs × how many more VMs of the size would fit, if only that size came.</param>
/// <param name="Largest">How many more VMs of 32 vCPUs and 64 GB over two NUMA nodes would fit: the largest common size.</param>
public sealed record TopologyRow(string Sequence, string Policy, int Requests, int Accepted, IReadOnlyList<string> Violations, long ResidualVcpus, long Largest);

/// <summary>Runs sequences under several policies and checks every run.</summary>
public static class TopologyTable
{
    /// <summary>The profiles of the published table.</summary>
    public static IReadOnlyList<string> Policies { get; } = ["first-fit", "balance-fit", "best-fit", "worst-fit", "numa-best-fit", "fgd", "slots", "scarce-slots"];

    /// <summary>One sequence under each profile.</summary>
    public static IEnumerable<TopologyRow> Rows(
        IReadOnlyList<HostDescription> hosts, string name, IReadOnlyList<TopologyRequest> requests, IEnumerable<PlacementProfile> profiles, TopologyReading reading)
    {
        var shapes = requests.Select(request => request.Shape).Distinct().ToList();
        foreach (var profile in profiles)
        {
            var result = TopologyRun.Of(hosts, requests, profile, reading);
            var violations = TopologyChecker.Check(hosts, result.Placed, reading);
            var left = new TopologyLeft(hosts, result.Placed);
            yield return new(name, profile.Name, requests.Count, result.Placed.Count, violations,
                shapes.Sum(shape => shape.Vcpus * left.Slots(shape.Vcpus, shape.MemoryMib, shape.NumaNodes)), left.Slots(32, 64 * 1024, 2));
        }
    }
}
