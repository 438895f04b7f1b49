using System.Globalization;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Slots;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Openb;

/// <summary>The trace in the product's terms: hosts, shapes, and the guests that FGD expects.</summary>
public static class OpenbCluster
{
    /// <summary>
    /// A vCPU of the experiment is two thousandths of a CPU: all amounts of the trace are even, so nothing is rounded, and the largest host has
    /// 64,000 of them, which a ledger can count.
    /// </summary>
    public const int MilliPerVcpu = 2;

    /// <summary>Share of the pods that the expected guests stand for. Source: the published simulator's typical pods [C].</summary>
    public const double Popularity = 0.95;

    /// <summary>The hosts in the order of the file, which is that of their names: the first one takes a tie.</summary>
    public static IReadOnlyList<HostDescription> Hosts(IEnumerable<OpenbHost> hosts) => [.. hosts.Select((host, index) =>
        ExperimentCell.Host(index, "rack-1", new NumaNodeDescription(host.CpuMilli / MilliPerVcpu, ThreadsPerCore: 1, host.MemoryMib)) with
        {
            Id = new HostId(host.Name),
            Features = new() { Devices = [.. Enumerable.Range(0, host.Gpus).Select(gpu => new HostDevice(Name(gpu), DeviceKind.Gpu, host.Model, NumaNode: 0))] },
        })];

    /// <summary>What a pod asks for. One without memory gets a MiB, since a guest has some.</summary>
    public static InstanceShape Shape(OpenbPod pod) =>
        new((pod.CpuMilli + MilliPerVcpu - 1) / MilliPerVcpu, Math.Max(1, pod.MemoryMib), DiskGib: 0, NumaNodes: 1, CpuPolicy.Shared)
        {
            Needs = pod.Gpus == 0 ? null : new()
            {
                Devices = [new(DeviceKind.Gpu, pod.Gpus, pod.GpuThousandths) { Models = pod.Models, Affinity = DeviceAffinity.None }],
            },
        };

    /// <summary>
    /// The most frequent types of pods, until they are <see cref="Popularity"/> of all. Types differ in CPU and GPUs, not in memory; pods without
    /// GPUs are types like others.
    /// </summary>
    public static WorkloadMix Mix(IReadOnlyList<OpenbPod> pods)
    {
        var types = new List<WorkloadType>();
        var seen = 0;
        foreach (var type in pods.GroupBy(pod => (pod.CpuMilli, pod.Gpus, pod.GpuThousandths, string.Join('|', pod.Models))).OrderByDescending(type => type.Count()))
        {
            if (seen >= Popularity * pods.Count) break;
            seen += type.Count();
            var pod = type.First();
            types.Add(new(GuestType.Of(Shape(pod)), type.Count()) { Gpus = pod.Gpus, GpuThousandths = pod.GpuThousandths, GpuModels = pod.Models });
        }

        return new(types);
    }

    private static string Name(int gpu) => string.Create(CultureInfo.InvariantCulture, $"gpu{gpu}");
}
