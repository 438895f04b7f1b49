using Cloud.Domain.Placement;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host and the GPU on which least of the free GPU thousandths becomes useless to the guests expected in future: for shared GPUs.
/// score = F(before) − F(after) in thousandths, F = expected fragments over the workload mix; a guest of several or whole GPUs takes the first that
/// have room. Source: FGD, ATC 2023 [C]; the published simulator cuts the score to an integer of 0 to 100, which is left out here.
/// </summary>
public sealed class LeastGpuFragmentationGrowth : IHostScorer, IDeviceScorer
{
    public string Name => nameof(LeastGpuFragmentationGrowth);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        left = left[..GpuRooms(host, left)];
        var mix = ask.Context.Workload;
        var before = GpuFragmentation.Of(host.HostFreeVcpus, left, mix);
        var vcpus = host.HostFreeVcpus - ask.Request.Shape.Vcpus;
        var (count, thousandths) = Asked(ask);
        if (count != 1 || thousandths == HostDevice.Whole)
        {
            for (var gpu = 0; gpu < left.Length && count > 0; gpu++)
            {
                if (left[gpu] < thousandths) continue;
                left[gpu] -= thousandths;
                count--;
            }

            return before - GpuFragmentation.Of(vcpus, left, mix);
        }

        var least = double.PositiveInfinity;
        for (var gpu = 0; gpu < left.Length; gpu++)
        {
            if (left[gpu] < thousandths) continue;
            left[gpu] -= thousandths;
            least = Math.Min(least, GpuFragmentation.Of(vcpus, left, mix));
            left[gpu] += thousandths;
        }

        return double.IsFinite(least) ? before - least : 0;
    }

    public double Score(in HostView host, PlacementAsk ask, int device, int units)
    {
        if (host.Features.Devices[device].Kind != DeviceKind.Gpu) return 0;
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        var gpus = GpuRooms(host, left);
        var at = 0;
        for (var before = 0; before < device; before++) at += host.Features.Devices[before].Kind == DeviceKind.Gpu ? 1 : 0;
        left[at] -= units;
        return -GpuFragmentation.Of(host.HostFreeVcpus - ask.Request.Shape.Vcpus, left[..gpus], ask.Context.Workload);
    }

    private static (int Count, int Thousandths) Asked(PlacementAsk ask)
    {
        foreach (var need in ask.Request.Shape.Needs?.Devices ?? [])
        {
            if (need.Kind == DeviceKind.Gpu) return (need.Count, need.Thousandths);
        }

        return (0, 0);
    }

    private static int GpuRooms(in HostView host, Span<int> left)
    {
        var (devices, gpus) = (host.Features.Devices, 0);
        for (var device = 0; device < devices.Count; device++)
        {
            if (devices[device].Kind == DeviceKind.Gpu) left[gpus++] = host.DeviceRoom[device];
        }

        return gpus;
    }
}
