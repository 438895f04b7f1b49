using Cloud.Simulation.Containers;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Guests;

/// <summary>What was written to a control group, laid over what the guest asks and its flavor allows.</summary>
internal static class GuestLimits
{
    public static FluidGuest Within(this FluidGuest guest, in ContainerLimits limits)
    {
        if (limits == ContainerLimits.None) return guest;
        var touched = Math.Min(guest.Memory.TouchedBytes, Math.Min(limits.MemoryMax, limits.MemoryHigh));
        return guest with
        {
            // cpu.weight is 100 for a group of its own; the model weighs a guest by its vCPUs.
            Weight = guest.Weight * limits.Weight / ContainerLimits.None.Weight,
            QuotaCpus = Math.Min(guest.QuotaCpus, limits.QuotaCpus),
            Memory = guest.Memory with { TouchedBytes = touched, WorkingSetBytes = Math.Min(guest.Memory.WorkingSetBytes, touched) },
            Disk = guest.Disk with { LimitPerSecond = Math.Min(guest.Disk.LimitPerSecond, limits.DiskOperations) },
        };
    }
}
