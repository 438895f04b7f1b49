using System.Globalization;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Scheduler;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>Turns a region file into hosts: looks up profiles and pools, takes the reserve off, names hosts <c>zone-rack-hNN</c>. Pure.</summary>
public static class RegionResolver
{
    /// <summary>The region; only meaningful when nothing was added to <paramref name="errors"/>.</summary>
    public static RegionDescription Resolve(RegionFile file, List<FieldError> errors)
    {
        var check = new Complaints(errors);
        check.Name("$.name", file.Name);
        if (PlacementProfiles.Find(file.PlacementProfile) is null)
            check.Add("$.placementProfile", $"is '{file.PlacementProfile}'", string.Join(", ", PlacementProfiles.All.Select(profile => profile.Name)));

        var pools = Pools(file, check);
        var zones = new List<ZoneDescription>();
        var rows = new RackResolver(file.Reserve, pools, check);
        var zoneNames = new HashSet<string>(StringComparer.Ordinal);
        for (var z = 0; z < file.Zones.Count; z++)
        {
            var path = Path("$.zones", z);
            check.NewName($"{path}.name", file.Zones[z].Name, zoneNames, "zone");
            zones.Add(new(new(file.Zones[z].Name), new($"{file.Zones[z].Name}-c1")));
            Zone(file.Zones[z], path, rows, check);
        }

        return new(file.Name, file.PlacementProfile, file.Speed, zones, pools, rows.Hosts) { Overcommit = OvercommitResolver.Resolve(file, check), Live = file.Live?.ToSettings() ?? LiveSettings.Default };
    }

    internal static string Path(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    private static Dictionary<string, PoolPolicy> Pools(RegionFile file, Complaints check)
    {
        var pools = new Dictionary<string, PoolPolicy>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < file.Pools.Count; i++)
        {
            var pool = file.Pools[i];
            check.NewName($"{Path("$.pools", i)}.name", pool.Name, names, "pool");
            pools.TryAdd(pool.Name, new(pool.Name, pool.CpuRatio, pool.MemoryRatio, pool.ChargeOverhead));
        }

        return pools;
    }

    private static void Zone(RegionZone zone, string path, RackResolver rows, Complaints check)
    {
        var before = rows.Hosts.Count;
        var racks = new HashSet<string>(StringComparer.Ordinal);
        for (var r = 0; r < zone.Racks.Count; r++)
        {
            var rackPath = Path($"{path}.racks", r);
            check.NewName($"{rackPath}.name", zone.Racks[r].Name, racks, "rack of this zone");
            rows.Add(new(zone.Name), zone.Racks[r], rackPath, RegionFile.MaxHostsPerZone - (rows.Hosts.Count - before));
        }
    }

    /// <summary>Collects errors of meaning, after those of form.</summary>
    internal sealed class Complaints(List<FieldError> errors)
    {
        public void Add(string path, string message, string accepted)
        {
            // A field that was missing has been complained about already.
            if (errors.Count < RegionCursor.MaxErrors && !errors.Exists(error => string.Equals(error.Field, path, StringComparison.Ordinal)))
                errors.Add(new(path, message, accepted));
        }

        public void Name(string path, string name)
        {
            if (!ResourceName.IsValid(name)) Add(path, $"is '{name}'", ResourceName.Rule);
        }

        public void NewName(string path, string name, HashSet<string> taken, string what)
        {
            Name(path, name);
            if (!taken.Add(name)) Add(path, $"is '{name}' again", $"a name that no other {what} has");
        }
    }
}
