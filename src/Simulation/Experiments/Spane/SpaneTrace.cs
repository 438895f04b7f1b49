using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Spane;

/// <summary>Huawei-East-1 in memory, with one placement request for each size: episodes begin anywhere.</summary>
public sealed class SpaneTrace
{
    private readonly PlacementRequest[] _requests;
    private readonly byte[] _sizes;

    /// <exception cref="ArgumentException">More than 256 sizes.</exception>
    public SpaneTrace(IEnumerable<HuaweiEastVm> vms)
    {
        Vms = [.. vms];
        _sizes = new byte[Vms.Count];
        var known = new Dictionary<(int, long), byte>();
        var requests = new List<PlacementRequest>();
        for (var index = 0; index < Vms.Count; index++)
        {
            var vm = Vms[index];
            if (!known.TryGetValue((vm.Vcpus, vm.MemoryMib), out var size))
            {
                if (requests.Count > byte.MaxValue) throw new ArgumentException("The trace has more than 256 sizes.", nameof(vms));
                known[(vm.Vcpus, vm.MemoryMib)] = size = (byte)requests.Count;
                requests.Add(new(new InstanceShape(vm.Vcpus, vm.MemoryMib, DiskGib: 0, vm.NumaNodes, CpuPolicy.Shared), OverheadMemoryMib: 0));
            }

            _sizes[index] = size;
        }

        _requests = [.. requests];
    }

    public IReadOnlyList<HuaweiEastVm> Vms { get; }

    /// <summary>Where episodes must stop: the published program never places the last VM of the file.</summary>
    public int End => Vms.Count - 1;

    /// <summary>The sizes of the trace, in the order of their first arrival.</summary>
    public IReadOnlyList<PlacementRequest> Sizes => _requests;

    /// <summary>What a VM asks for.</summary>
    public PlacementRequest Request(int index) => _requests[_sizes[index]];
}
