using System.Globalization;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Cli.Region;

/// <summary>Makes a large regular region for load tests: equal hosts, 20 to a rack, spread evenly over zones.</summary>
public static class RegionGenerator
{
    private const int HostsPerRack = 20;

    /// <param name="hosts">Hosts in all, 1 or more.</param>
    /// <param name="zones">Zones, 1 to <see cref="RegionFile.MaxZones"/>.</param>
    /// <param name="hardware">Hardware profile of every host.</param>
    /// <param name="profile">Placement profile of the region.</param>
    /// <param name="cpuRatio">vCPUs per hardware thread.</param>
    /// <param name="speed">Virtual seconds per real second.</param>
    public static RegionFile Generate(int hosts, int zones, string hardware, string profile, double cpuRatio, double speed) => new()
    {
        Name = "synthetic",
        Note = "Made by 'cloud region generate' for load tests.",
        PlacementProfile = profile,
        Speed = speed,
        Reserve = new RegionReserve(CoresPerNumaNode: 1, MemoryMibPerNumaNode: 4096, DiskGib: 100),
        Pools = [new RegionPool("general", cpuRatio, MemoryRatio: 1, ChargeOverhead: true)],
        Zones = [.. Enumerable.Range(0, zones).Select(zone => Zone(zone, (hosts / zones) + (zone < hosts % zones ? 1 : 0), hardware))],
    };

    private static RegionZone Zone(int number, int hosts, string hardware)
    {
        var racks = new List<RegionRack>();
        for (var left = hosts; left > 0; left -= HostsPerRack)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"r{racks.Count + 1:000}");
            racks.Add(new RegionRack(name, [new RegionHostGroup(hardware, NumaMode: "", "general", Math.Min(left, HostsPerRack))], []));
        }

        return new RegionZone(string.Create(CultureInfo.InvariantCulture, $"z{number + 1}"), racks);
    }
}
