using Cloud.Simulation.Engine;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Loads that change from tick to tick, without compiling a guest again.</summary>
public sealed partial class FluidHost
{
    /// <summary>
    /// Changes how busy a guest's vCPUs are, and its packets and disk operations as a share of what it was added with; by its place in
    /// <see cref="Guests"/>. Cheap, and free when nothing changes.
    /// </summary>
    public void SetLoad(int at, double demand, double activity)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)at, (uint)Count, nameof(at));
        if (demand is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(demand), demand, "Must be 0 to 1.");
        if (activity is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(activity), activity, "Must be 0 to 1.");
        var (packets, operations) = (At(C.PacketPeak, at) * activity, At(C.DiskPeak, at) * activity);
        if (At(C.Demand, at).Equals(demand) && At(C.PacketDemand, at).Equals(packets) && At(C.DiskDemand, at).Equals(operations)) return;
        (At(C.PacketDemand, at), At(C.DiskDemand, at), At(C.DeviceOverhead, at)) = (packets, operations, At(C.DevicePeak, at) * activity);
        FollowDemand(at, demand);
        Owned().MarkDirty(this);
    }

    /// <summary>As <see cref="GuestCompiler.SetDemand"/>, on the columns themselves.</summary>
    private void FollowDemand(int at, double demand)
    {
        At(C.Demand, at) = demand;
        var vcpus = At(C.Vcpus, at);
        var overhead = At(C.SteadyOverhead, at) + (At(C.DeviceOverhead, at) / Math.Max(1e-9, vcpus * demand)) + (demand < 1 ? At(C.WakeOverhead, at) : 0);
        At(C.OverheadPerWork, at) = overhead;
        At(C.Offered, at) = GuestCompiler.BusyThreads(vcpus, demand, 1 / (1 + overhead));
        var active = Math.Min(demand, At(C.QuotaCpus, at) / vcpus);
        At(C.CacheWeight, at) = active <= 0 ? 0 : At(C.FullCacheWeight, at) * PortableMath.Pow(Math.Max(1e-9, active), 1 / (1 + At(C.MissAlpha, at)));
    }

    /// <summary>Threads that the last tick granted to a guest, by its place in <see cref="Guests"/>.</summary>
    internal double GrantedAt(int at) => At(C.Granted, at);
}
