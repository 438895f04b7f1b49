using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>What it costs to move a resident, by the migration model of the hardware.</summary>
public static class MigrationCosting
{
    private const double MsPerSecond = 1000;
    private const double MibPerGib = 1024;

    /// <summary>Pre-copy of the touched memory; the local disk is mirrored first, at the same speed, while the guest runs.</summary>
    public static StepCost LiveMigration(Resident resident, double mibPerSecond)
    {
        var touched = Math.Min(resident.TouchedMib, resident.Request.Shape.MemoryMib);
        var disk = resident.Request.Shape.DiskGib * MibPerGib;
        var result = PreCopy.Run(new(touched, resident.DirtyMibPerSecond, mibPerSecond, MigrationConstants.DowntimeLimitMs / MsPerSecond));
        var seconds = disk / mibPerSecond + result.LiveSeconds + result.TotalDowntimeSeconds;
        return new(disk + result.Sent, seconds * MsPerSecond, result.TotalDowntimeSeconds * MsPerSecond);
    }

    /// <summary>Nothing is sent; the guest is down while it boots.</summary>
    public static StepCost Restart(Resident resident) => new(0, resident.BootMs, resident.BootMs);
}
