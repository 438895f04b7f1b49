using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Spane;

/// <summary>Huawei-East-1 in memory: episodes begin anywhere.</summary>
public sealed class SpaneTrace
{
    private readonly byte[] _sizes;

    /// <param name="vms">The trace.</param>
    /// <exception cref="ArgumentException">More than 256 sizes.</exception>
    public SpaneTrace(IEnumerable<HuaweiEastVm> vms)
    {
        Vms = [.. vms];
        _sizes = new byte[Vms.Count];
        var known = new Dictionary<(int, long), byte>();
        var shapes = new List<InstanceShape>();
        for (var index = 0; index < Vms.Count; index++)
        {
            var vm = Vms[index];
            if (!known.TryGetValue((vm.Vcpus, vm.MemoryMib), out var size))
            {
                if (shapes.Count > byte.MaxValue) throw new ArgumentException("The trace has more than 256 sizes.", nameof(vms));
                known[(vm.Vcpus, vm.MemoryMib)] = size = (byte)shapes.Count;
                shapes.Add(new(vm.Vcpus, vm.MemoryMib, DiskGib: 0, vm.NumaNodes, CpuPolicy.Shared));
            }

            _sizes[index] = size;
        }

        Shapes = shapes;
    }

    public IReadOnlyList<HuaweiEastVm> Vms { get; }

    /// <summary>Where episodes must stop: the published program never places the last VM of the file.</summary>
    public int End => Vms.Count - 1;

    /// <summary>The sizes of the trace, in the order of their first arrival.</summary>
    public IReadOnlyList<InstanceShape> Shapes { get; }

    /// <summary>What the VMs ask for under a policy: one request for each size.</summary>
    /// <param name="mix">The guests that the policy is told to expect.</param>
    public SpaneRequests Requests(WorkloadMix mix) =>
        new(_sizes, [.. Shapes.Select(shape => new PlacementRequest(shape, OverheadMemoryMib: 0) { Context = new() { Workload = mix } })]);
}

/// <summary>The requests of a trace by VM.</summary>
public sealed class SpaneRequests
{
    private readonly byte[] _sizes;
    private readonly PlacementRequest[] _requests;

    internal SpaneRequests(byte[] sizes, PlacementRequest[] requests) => (_sizes, _requests) = (sizes, requests);

    /// <summary>What a VM asks for.</summary>
    public PlacementRequest this[int index] => _requests[_sizes[index]];
}
