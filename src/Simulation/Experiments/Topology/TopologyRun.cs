using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>A sequence placed online, one VM after the other in the order of the file; who does not fit is refused, nobody leaves.</summary>
public static class TopologyRun
{
    /// <summary>Places a whole sequence.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="requests">The sequence.</param>
    /// <param name="profile">The policy.</param>
    /// <param name="reading">What the group rules mean.</param>
    public static TopologyResult Of(
        IReadOnlyList<HostDescription> hosts, IReadOnlyList<TopologyRequest> requests, PlacementProfile profile, TopologyReading reading)
    {
        var cell = new ExperimentCell(hosts, profile);
        var groups = new GroupTable(new DomainMap(hosts));
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var host = 0; host < hosts.Count; host++) index.Add(hosts[host].Id.Value, host);
        var placed = new List<TopologyPlacement>();
        // The policies that look ahead are told the sizes of the data set, all alike: a sequence has no history to learn shares from.
        var mix = new WorkloadMix([.. requests.Select(request => request.Shape).Distinct().Select(shape =>
            new WorkloadType(GuestType.Of(Shape(shape)), 1))]);
        for (var number = 0; number < requests.Count; number++)
        {
            var request = requests[number];
            var group = Group(request, reading);
            var context = new PolicyContext { Sequence = number, Previous = placed.Count == 0 ? null : placed[^1].Placement.Host, Workload = mix };
            var asked = new PlacementRequest(Shape(request.Shape), OverheadMemoryMib: 0)
            {
                Group = group is null ? null : groups.For(group, request.Domain),
                Context = context,
            };
            if (cell.TryPlace(asked) is not { } placement) continue;
            if (group is not null) groups.Add(group.Id, request.Domain, index[placement.Host.Value]);
            placed.Add(new(request, placement));
        }

        return new(profile.Name, requests.Count, placed);
    }

    private static InstanceShape Shape(Workloads.Traces.TraceShape shape) => new(shape.Vcpus, shape.MemoryMib, DiskGib: 0, shape.NumaNodes, CpuPolicy.Shared);

    private static PlacementGroup? Group(TopologyRequest request, TopologyReading reading) =>
        request.Strategy.Length == 0 ? null : new(new GroupId(request.GroupName), reading.Rule(request.Strategy));
}

/// <summary>A VM and where it went.</summary>
public sealed record TopologyPlacement(TopologyRequest Request, HostPlacement Placement);

/// <summary>What a policy made of a sequence.</summary>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Requests">VMs asked for.</param>
/// <param name="Placed">VMs accepted, in order.</param>
public sealed record TopologyResult(string Policy, int Requests, IReadOnlyList<TopologyPlacement> Placed);
