using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// A guest's demand and a host's room for CPU and GPUs as shares of the fleet's largest host: 1 is the same amount on every host, where shares
/// of the host itself would make a small host's CPU dearer.
/// </summary>
/// <param name="CpuNeeded">CPU that the guest takes.</param>
/// <param name="CpuFree">CPU free before.</param>
/// <param name="GpuNeeded">GPUs that the guest takes.</param>
/// <param name="GpuFree">GPUs free before.</param>
internal readonly record struct FleetShares(double CpuNeeded, double CpuFree, double GpuNeeded, double GpuFree)
{
    public static FleetShares Of(in HostView host, PlacementAsk ask)
    {
        var (count, thousandths) = GpuRooms.Asked(ask);
        var (vcpus, gpus) = (host.FleetLargestVcpus, host.FleetLargestGpuThousandths);
        return new(
            Share(ask.Request.Shape.Vcpus, vcpus), Share(host.HostFreeVcpus, vcpus), Share((long)count * thousandths, gpus), Share(GpuRooms.Sum(host), gpus));
    }

    private static double Share(long amount, long largest) => largest == 0 ? 0 : (double)amount / largest;
}
