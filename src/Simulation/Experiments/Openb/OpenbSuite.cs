using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Openb;

/// <summary>A workload of the trace on its hosts, ready to be run under any policy and seed.</summary>
public sealed class OpenbSuite
{
    /// <summary>The first of the published seeds; they follow one another.</summary>
    public const ulong FirstSeed = 42;

    public const int MaxSeeds = 1000;

    /// <param name="hosts">The hosts.</param>
    /// <param name="pods">The workload. Throws when none asks for a GPU or no host has one: the experiment would never end.</param>
    public OpenbSuite(IEnumerable<OpenbHost> hosts, IReadOnlyList<OpenbPod> pods)
    {
        (Hosts, Pods) = (OpenbCluster.Hosts(hosts), pods);
        if (!pods.Any(pod => pod.Gpus > 0) || !Hosts.Any(host => host.Features.Devices.Count > 0))
            throw new ArgumentException("The experiment needs pods and hosts with GPUs.", nameof(pods));
        var shapes = new Dictionary<InstanceShape, InstanceShape>();
        Shapes = [.. pods.Select(OpenbCluster.Shape).Select(shape => shapes.TryAdd(shape, shape) ? shape : shapes[shape])];
        Mix = OpenbCluster.Mix(pods);
    }

    public IReadOnlyList<HostDescription> Hosts { get; }

    public IReadOnlyList<OpenbPod> Pods { get; }

    /// <summary>What each pod asks for; pods that ask the same share one object.</summary>
    public IReadOnlyList<InstanceShape> Shapes { get; }

    /// <summary>The guests that FGD expects.</summary>
    public WorkloadMix Mix { get; }

    /// <summary>A policy over so many seeds from <see cref="FirstSeed"/> on, 1 to <see cref="MaxSeeds"/>.</summary>
    public OpenbScore Run(PlacementProfile profile, int seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seeds, MaxSeeds);
        return new(profile.Name, [.. Enumerable.Range(0, seeds).Select(seed => OpenbRun.Of(this, profile, FirstSeed + (ulong)seed))]);
    }
}

/// <summary>A policy over several seeds.</summary>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Runs">One by seed.</param>
public sealed record OpenbScore(string Policy, IReadOnlyList<OpenbResult> Runs)
{
    /// <summary>Mean allocation, percent.</summary>
    public double Mean => Runs.Average(run => run.Allocation);

    /// <summary>Standard deviation between seeds, percentage points, with the divisor n − 1; 0 for one seed.</summary>
    public double Deviation => Runs.Count == 1 ? 0 : Math.Sqrt(Runs.Sum(run => (run.Allocation - Mean) * (run.Allocation - Mean)) / (Runs.Count - 1));
}
