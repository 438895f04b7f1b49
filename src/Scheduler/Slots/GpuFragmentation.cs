using Cloud.Scheduler.Context;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// How much of a host's free GPUs the expected guests could not use, thousandths. A type that asks for no GPU, or that the host could not take,
/// makes everything free a fragment; one that fits makes a fragment of the GPUs with less left than it asks of each.
/// Source: NodeGpuShareFragAmountScore of the FGD simulator, ATC 2023 [C].
/// </summary>
internal static class GpuFragmentation
{
    public static double Of(int freeVcpus, ReadOnlySpan<int> left, WorkloadMix mix)
    {
        var all = 0;
        foreach (var thousandths in left) all += thousandths;
        var expected = 0.0;
        foreach (ref readonly var type in mix.Types) expected += type.Share * Of(freeVcpus, left, all, type);
        return expected;
    }

    private static int Of(int freeVcpus, ReadOnlySpan<int> left, int all, in WorkloadType type)
    {
        if (type.Gpus == 0 || freeVcpus < type.Guest.Vcpus) return all;
        var (usable, found) = (0, 0);
        foreach (var thousandths in left)
        {
            if (thousandths < type.GpuThousandths) continue;
            usable += thousandths;
            found++;
        }

        return found < type.Gpus ? all : all - usable;
    }
}
