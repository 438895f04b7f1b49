using System.Globalization;
using Cloud.Domain.Hardware;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>Adds the hosts of one rack after another. Equal hosts share the description of their NUMA nodes.</summary>
internal sealed class RackResolver(RegionReserve reserve, Dictionary<string, PoolPolicy> pools, RegionResolver.Complaints check)
{
    /// <summary>Profile name of hosts that an import describes.</summary>
    private const string Imported = "imported";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public List<HostDescription> Hosts { get; } = [];

    public void Add(ZoneId zone, RegionRack rack, string path, int room)
    {
        var asked = rack.Groups.Sum(group => (long)group.Count) + rack.Hosts.Count;
        if (asked > room)
        {
            check.Add(path, $"brings its zone above {RegionFile.MaxHostsPerZone} hosts", $"at most {Math.Max(room, 0)} hosts in this rack");
            return;
        }

        if (asked == 0) check.Add(path, "has no hosts", "at least one group or host");
        var number = 0;
        for (var g = 0; g < rack.Groups.Count; g++)
        {
            var group = rack.Groups[g];
            var groupPath = RegionResolver.Path($"{path}.groups", g);
            Pool(groupPath, group.Pool);
            if (Shape(group, groupPath) is not { } shape) continue;
            for (var i = 0; i < group.Count; i++)
                Add(new(new(Name(zone, rack, ++number)), zone, rack.Name, group.Profile, shape.Mode, group.Pool, shape.NumaNodes, shape.DiskGib) { Features = shape.Features }, groupPath);
        }

        for (var h = 0; h < rack.Hosts.Count; h++)
        {
            var host = rack.Hosts[h];
            var hostPath = RegionResolver.Path($"{path}.hosts", h);
            Pool(hostPath, host.Pool);
            if (host.Name.Length > 0) check.Name($"{hostPath}.name", host.Name);
            var name = host.Name.Length > 0 ? host.Name : Name(zone, rack, ++number);
            NumaNodeDescription[] numaNodes = [.. host.NumaNodes.Select(node => new NumaNodeDescription(node.Cores, node.ThreadsPerCore, node.MemoryMib) { Pages2M = node.Pages2M, Pages1G = node.Pages1G })];
            var features = host.Features.IsNone ? HostFeatures.None : RegionFeatureParts.Resolve(host.Features, null, null, numaNodes.Length, hostPath, check);
            Add(new(new(name), zone, rack.Name, Imported, "default", host.Pool, numaNodes, host.DiskGib) { Features = features }, hostPath);
        }
    }

    private static string Name(ZoneId zone, RegionRack rack, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{zone}-{rack.Name}-h{number:00}");

    private void Add(HostDescription host, string path)
    {
        if (!_names.Add(host.Id.Value)) check.Add($"{path}.name", $"makes a second host '{host.Id}'", "a name that no other host has");
        Hosts.Add(host);
    }

    private void Pool(string path, string pool)
    {
        if (!pools.ContainsKey(pool)) check.Add($"{path}.pool", $"is '{pool}'", string.Join(", ", pools.Keys.Order(StringComparer.Ordinal)));
    }

    private (string Mode, IReadOnlyList<NumaNodeDescription> NumaNodes, int DiskGib, HostFeatures Features)? Shape(RegionHostGroup group, string path)
    {
        if (HardwareProfiles.Find(group.Profile) is not { } profile)
        {
            check.Add($"{path}.profile", $"is '{group.Profile}'", string.Join(", ", HardwareProfiles.All.Select(known => known.Name)));
            return null;
        }

        var mode = group.NumaMode.Length == 0
            ? profile.NumaModes[0]
            : profile.NumaModes.FirstOrDefault(known => string.Equals(known.Name, group.NumaMode, StringComparison.Ordinal));
        if (mode is null)
        {
            check.Add($"{path}.numaMode", $"is '{group.NumaMode}'", string.Join(", ", profile.NumaModes.Select(known => known.Name)));
            return null;
        }

        if (NumaNodes(group, profile.Name, mode, path) is not { } numaNodes) return null;
        var diskGib = Math.Max(0, (int)profile.Pcie.Nvme.Sum(drive => drive.CapacityGib) - reserve.DiskGib);
        return (mode.Name, numaNodes, diskGib, RegionFeatureParts.Resolve(group.Features, profile, mode, numaNodes.Count, path, check));
    }

    private List<NumaNodeDescription>? NumaNodes(RegionHostGroup group, string profile, NumaMode mode, string path)
    {
        var pages = group.Pages2MPerNumaNode * 2L + group.Pages1GPerNumaNode * 1024L;
        var numaNodes = new List<NumaNodeDescription>();
        foreach (var node in mode.Nodes)
        {
            if (node.Cores <= reserve.CoresPerNumaNode || node.MemoryMib <= reserve.MemoryMibPerNumaNode)
            {
                check.Add("$.reserve", $"leaves nothing of a NUMA node of {profile} in mode {mode.Name}",
                    $"fewer than {node.Cores} cores and {node.MemoryMib} MiB per NUMA node");
                return null;
            }

            var memory = node.MemoryMib - reserve.MemoryMibPerNumaNode;
            if (pages >= memory)
            {
                check.Add($"{path}.{(group.Pages1GPerNumaNode > 0 ? "pages1GPerNumaNode" : "pages2MPerNumaNode")}", $"takes {pages} MiB of huge pages", $"fewer than {memory} MiB of pages on a NUMA node");
                return null;
            }

            numaNodes.Add(new(node.Cores - reserve.CoresPerNumaNode, node.ThreadsPerCore, memory - pages)
            {
                Pages2M = group.Pages2MPerNumaNode,
                Pages1G = group.Pages1GPerNumaNode,
            });
        }

        return numaNodes;
    }
}
