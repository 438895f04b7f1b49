using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>A guest's demand for GPUs and what a host's GPUs have left, as the GPU policies look at them.</summary>
internal static class GpuRooms
{
    /// <summary>The first need for GPUs: how many, and thousandths of each; none for a guest that has no such need.</summary>
    public static (int Count, int Thousandths) Asked(PlacementAsk ask)
    {
        if (ask.Request.Shape.Needs is not { } needs) return (0, 0);
        foreach (var need in needs.Devices)
        {
            if (need.Kind == DeviceKind.Gpu) return (need.Count, need.Thousandths);
        }

        return (0, 0);
    }

    /// <summary>Fills <paramref name="left"/> with the thousandths left of each GPU, in the order of the host's devices; returns how many.</summary>
    public static int Of(in HostView host, Span<int> left)
    {
        var (devices, gpus) = (host.Features.Devices, 0);
        var room = host.DeviceRoom;
        for (var device = 0; device < room.Length; device++)
        {
            if (devices[device].Kind == DeviceKind.Gpu) left[gpus++] = room[device];
        }

        return gpus;
    }

    /// <summary>Thousandths left of all GPUs together.</summary>
    public static int Sum(in HostView host)
    {
        Span<int> left = stackalloc int[HostFeatures.MaxDevices];
        var sum = 0;
        foreach (var thousandths in left[..Of(host, left)]) sum += thousandths;
        return sum;
    }
}
