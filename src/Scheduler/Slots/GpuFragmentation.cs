using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// How much of a host's free GPUs the expected guests could not use, thousandths. A type that asks for no GPU, or that the host could not take,
/// makes everything free a fragment; one that fits makes a fragment of the GPUs with less left than it asks of each.
/// Source: NodeGpuShareFragAmountScore of the FGD simulator, ATC 2023 [C].
/// </summary>
internal static class GpuFragmentation
{
    /// <param name="freeVcpus">vCPUs free on the host.</param>
    /// <param name="left">Thousandths free of each of its GPUs, in the order of its devices.</param>
    /// <param name="mix">The guests expected.</param>
    /// <param name="features">The host's devices, for types that ask for models; without it none of those fits.</param>
    public static double Of(int freeVcpus, ReadOnlySpan<int> left, WorkloadMix mix, HostFeatures? features = null)
    {
        var all = 0;
        foreach (var thousandths in left) all += thousandths;
        var expected = 0.0;
        foreach (ref readonly var type in mix.Types)
        {
            var useless = type.Gpus == 0 || freeVcpus < type.Guest.Vcpus ? all
                : type.GpuModels.Count == 0 ? Of(left, all, type.Gpus, type.GpuThousandths)
                : OfModels(left, all, type, features ?? HostFeatures.None);
            expected += type.Share * useless;
        }

        return expected;
    }

    private static int Of(ReadOnlySpan<int> left, int all, int gpus, int asked)
    {
        var (usable, found) = (0, 0);
        foreach (var thousandths in left)
        {
            if (thousandths < asked) continue;
            usable += thousandths;
            found++;
        }

        return found < gpus ? all : all - usable;
    }

    private static int OfModels(ReadOnlySpan<int> left, int all, in WorkloadType type, HostFeatures features)
    {
        var (usable, found, gpu) = (0, 0, 0);
        foreach (var device in features.Devices)
        {
            if (device.Kind != DeviceKind.Gpu) continue;
            var thousandths = left[gpu++];
            if (thousandths < type.GpuThousandths || !type.GpuModels.Contains(device.Model, StringComparer.Ordinal)) continue;
            usable += thousandths;
            found++;
        }

        return found < type.Gpus ? all : all - usable;
    }
}
