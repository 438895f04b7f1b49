using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Capacity;

/// <summary>Use of one host.</summary>
public sealed record HostUse(HostId Host, int Instances, int DiskUsedGib, int DiskGib, IReadOnlyList<NumaUse> NumaNodes)
{
    /// <summary>Use of devices, bandwidth and keys; null when the host has none of them.</summary>
    public FeatureUse? Features { get; init; }
}

/// <summary>Use of one NUMA node.</summary>
/// <param name="NumaNode">Index on its host.</param>
/// <param name="VcpusUsed">Shared vCPUs placed here.</param>
/// <param name="VcpusCapacity">Shared vCPUs allowed here now: threads not dedicated × the pool's CPU ratio.</param>
/// <param name="CoresDedicated">Physical cores given away whole.</param>
/// <param name="Cores">Physical cores.</param>
/// <param name="MemoryUsedMib">Memory placed here, MiB.</param>
/// <param name="MemoryCapacityMib">Memory × the pool's memory ratio, MiB.</param>
public sealed record NumaUse(int NumaNode, int VcpusUsed, int VcpusCapacity, int CoresDedicated, int Cores, long MemoryUsedMib, long MemoryCapacityMib)
{
    /// <summary>Huge pages of 2 MiB taken.</summary>
    public int Pages2MUsed { get; init; }

    /// <summary>Huge pages of 2 MiB there are.</summary>
    public int Pages2M { get; init; }

    /// <summary>Huge pages of 1 GiB taken.</summary>
    public int Pages1GUsed { get; init; }

    /// <summary>Huge pages of 1 GiB there are.</summary>
    public int Pages1G { get; init; }
}

/// <summary>Use of one device.</summary>
/// <param name="Device">The device.</param>
/// <param name="UnitsUsed">Virtual functions given away, or thousandths of a device that has none.</param>
public sealed record DeviceUse(HostDevice Device, int UnitsUsed);

/// <summary>Use of what a host has besides cores, memory and disk.</summary>
/// <param name="Devices">Devices in the host's order.</param>
/// <param name="NetworkUsedMbps">Bandwidth promised, Mb/s.</param>
/// <param name="NetworkMbps">Bandwidth that may be promised, Mb/s.</param>
/// <param name="KeysUsed">Confidential guests with a key.</param>
/// <param name="Keys">Keys there are.</param>
public sealed record FeatureUse(IReadOnlyList<DeviceUse> Devices, int NetworkUsedMbps, int NetworkMbps, int KeysUsed, int Keys)
{
    internal static FeatureUse? Of(Inventory inventory, FeatureRooms rooms, int host)
    {
        var features = inventory.Features.Of(host);
        if (features.Devices.Count == 0 && features.NetworkMbps == 0 && features.ConfidentialGuests == 0) return null;
        var units = rooms.DeviceUnits(host);
        var devices = new DeviceUse[features.Devices.Count];
        for (var device = 0; device < devices.Length; device++)
            devices[device] = new(features.Devices[device], features.Devices[device].Units - units[device]);
        return new(
            devices, features.NetworkMbps - rooms.NetworkMbps(host), features.NetworkMbps,
            features.ConfidentialGuests - rooms.Keys(host), features.ConfidentialGuests);
    }
}
