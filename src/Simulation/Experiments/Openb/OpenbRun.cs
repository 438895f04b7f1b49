using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Openb;

/// <summary>
/// Pods placed online by one policy until those that came ask for as many GPUs as there are: first all of the trace in random order, then random
/// ones of it. Who does not fit is refused, nobody leaves.
/// </summary>
public sealed class OpenbRun
{
    private readonly ExperimentCell _cell;
    private readonly WorkloadMix _mix;
    private readonly ulong _seed;
    private readonly long _capacity;
    private readonly GpuKinds _kinds = new();
    private long _asked;
    private long _allocated;
    private int _placed;
    private HostId? _previous;

    private OpenbRun(OpenbSuite suite, PlacementProfile profile, ulong seed)
    {
        (_mix, _seed) = (suite.Mix, seed);
        _cell = new(suite.Hosts, profile, manyClasses: true);
        _capacity = (long)OpenbTrace.Whole * suite.Hosts.Sum(host => host.Features.Devices.Count);
    }

    /// <summary>One run; the same seed brings the same pods to every policy.</summary>
    internal static OpenbResult Of(OpenbSuite suite, PlacementProfile profile, ulong seed)
    {
        var run = new OpenbRun(suite, profile, seed);
        var (sum, count, arrived) = (0.0, 0, 0);
        foreach (var pod in Arrivals(suite.Pods.Count, seed))
        {
            run.Arrive(suite.Pods[pod], suite.Shapes[pod], arrived);
            // The published column is the mean over all arrivals that bring the sum of requests, rounded, to 100 %.
            var percent = (200 * run._asked + run._capacity) / (2 * run._capacity);
            if (percent > 100) break;
            arrived++;
            if (percent < 100) continue;
            sum += 100.0 * run._allocated / run._capacity;
            count++;
        }

        return new(profile.Name, seed, sum / count, arrived, run._placed);
    }

    private void Arrive(OpenbPod pod, InstanceShape shape, long sequence)
    {
        _asked += (long)pod.Gpus * pod.GpuThousandths;
        var context = new PolicyContext { Sequence = sequence, Seed = _seed, Previous = _previous, Workload = _mix, GpuKinds = _kinds };
        if (_cell.TryPlace(new(shape, OverheadMemoryMib: 0) { Context = context }) is not { } placement) return;
        _placed++;
        _previous = placement.Host;
        _kinds.Add(placement.Host, GpuKinds.Of(pod.Gpus, pod.GpuThousandths));
        foreach (var gpu in placement.Extras?.Devices ?? []) _allocated += gpu.Units;
    }

    /// <summary>Numbers of pods: a random order of all, then draws without end.</summary>
    private static IEnumerable<int> Arrivals(int pods, ulong seed)
    {
        var random = new SimRandom(seed).Split("openb");
        int[] order = [.. Enumerable.Range(0, pods)];
        for (var left = pods; left > 1; left--)
        {
            var drawn = random.NextInt(left);
            (order[left - 1], order[drawn]) = (order[drawn], order[left - 1]);
        }

        foreach (var pod in order) yield return pod;
        while (true) yield return random.NextInt(pods);
    }
}

/// <summary>What a policy made of one order of arrivals.</summary>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Seed">Of the order.</param>
/// <param name="Allocation">GPU thousandths that guests hold, percent of all, when arrivals ask for 100 %.</param>
/// <param name="Arrived">Pods that came.</param>
/// <param name="Placed">Pods that found a host.</param>
public sealed record OpenbResult(string Policy, ulong Seed, double Allocation, int Arrived, int Placed);
