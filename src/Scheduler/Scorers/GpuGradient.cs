using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Scorers;

/// <summary>By how much the useless GPU thousandths of a host would shrink if it took a guest, with the GPU that is best for that.</summary>
internal static class GpuGradient
{
    /// <summary>F(before) − F(after), thousandths; mostly negative.</summary>
    public static double Of(in HostView host, PlacementAsk ask)
    {
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        left = left[..GpuRooms.Of(host, left)];
        var (mix, features) = (ask.Context.Workload, host.Features);
        var before = GpuFragmentation.Of(host.HostFreeVcpus, left, mix, features);
        var vcpus = host.HostFreeVcpus - ask.Request.Shape.Vcpus;
        var (count, thousandths) = GpuRooms.Asked(ask);
        if (count == 1 && thousandths < HostDevice.Whole) return before - LeastAfterShare(vcpus, left, thousandths, mix, features);
        for (var gpu = 0; gpu < left.Length && count > 0; gpu++)
        {
            if (left[gpu] < thousandths) continue;
            left[gpu] -= thousandths;
            count--;
        }

        return before - GpuFragmentation.Of(vcpus, left, mix, features);
    }

    /// <summary>The same for a share of one given device, which has room.</summary>
    public static double OnDevice(in HostView host, PlacementAsk ask, int device, int units)
    {
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        left = left[..GpuRooms.Of(host, left)];
        var (mix, features, gpu) = (ask.Context.Workload, host.Features, 0);
        var before = GpuFragmentation.Of(host.HostFreeVcpus, left, mix, features);
        for (var earlier = 0; earlier < device; earlier++) gpu += features.Devices[earlier].Kind == DeviceKind.Gpu ? 1 : 0;
        left[gpu] -= units;
        return before - GpuFragmentation.Of(host.HostFreeVcpus - ask.Request.Shape.Vcpus, left, mix, features);
    }

    /// <summary>The least over the GPUs with room; as things are when none has, which no rule lets happen.</summary>
    private static double LeastAfterShare(int vcpus, Span<int> left, int thousandths, WorkloadMix mix, HostFeatures features)
    {
        var least = double.PositiveInfinity;
        for (var gpu = 0; gpu < left.Length; gpu++)
        {
            // Of GPUs with as much left, one will do: the GPUs of a host are taken to be of one model.
            if (left[gpu] < thousandths || left[..gpu].Contains(left[gpu])) continue;
            left[gpu] -= thousandths;
            least = Math.Min(least, GpuFragmentation.Of(vcpus, left, mix, features));
            left[gpu] += thousandths;
        }

        return double.IsFinite(least) ? least : GpuFragmentation.Of(vcpus, left, mix, features);
    }
}
