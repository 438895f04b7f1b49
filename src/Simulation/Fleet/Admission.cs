using System.Globalization;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;

namespace Cloud.Simulation.Fleet;

/// <summary>Says in words why a host's own ledger does not take a placement.</summary>
internal static class Admission
{
    public static string Explain(HostUse use, HostPlacement placement)
    {
        if (placement.DiskGib > use.DiskGib - use.DiskUsedGib)
            return Text($"{use.DiskGib - use.DiskUsedGib} of {use.DiskGib} GiB of disk are free, {placement.DiskGib} are asked");

        if (placement.Extras is { } extras && Missing(use, extras) is { } missing) return missing;
        foreach (var claim in placement.Claims)
        {
            var numa = use.NumaNodes.FirstOrDefault(candidate => candidate.NumaNode == claim.NumaNode);
            if (numa is null) return Text($"there is no NUMA node {claim.NumaNode}");
            var freeMib = numa.MemoryCapacityMib - numa.MemoryUsedMib;
            if (claim.SmallMib > freeMib)
                return Text($"NUMA node {claim.NumaNode} has {freeMib} of {numa.MemoryCapacityMib} MiB free, {claim.SmallMib} are asked");
            if (claim.Detail is { Pages: > 0 } detail && FreePages(numa, detail.PageSize) is var free && detail.Pages > free)
                return Text($"NUMA node {claim.NumaNode} has {free} huge pages of {detail.PageSize.Mib()} MiB free, {detail.Pages} are asked");
            if (claim.Cores.Count > 0)
            {
                var freeCores = numa.Cores - numa.CoresDedicated;
                if (claim.Cores.Count > freeCores)
                    return Text($"NUMA node {claim.NumaNode} has {freeCores} of {numa.Cores} cores to give away, {claim.Cores.Count} are asked");
            }
            else if (claim.Vcpus > numa.VcpusCapacity - numa.VcpusUsed)
            {
                return Text($"NUMA node {claim.NumaNode} has {numa.VcpusCapacity - numa.VcpusUsed} of {numa.VcpusCapacity} vCPUs free, {claim.Vcpus} are asked");
            }
        }

        return "its claims cannot be met as they are written: a core that is taken, or more vCPUs than the NUMA node has threads";
    }

    private static int FreePages(NumaUse numa, PageSize size) =>
        size == PageSize.Huge1G ? numa.Pages1G - numa.Pages1GUsed : numa.Pages2M - numa.Pages2MUsed;

    private static string? Missing(HostUse use, PlacementExtras extras)
    {
        var (free, keys) = (use.Features?.NetworkMbps - use.Features?.NetworkUsedMbps ?? 0, use.Features?.Keys - use.Features?.KeysUsed ?? 0);
        if (extras.NetworkMbps > free) return Text($"{free} Mb/s of bandwidth are free, {extras.NetworkMbps} are asked");
        if (extras.ConfidentialKey && keys == 0) return "no memory-encryption key is free";
        foreach (var claim in extras.Devices)
        {
            var device = use.Features?.Devices.FirstOrDefault(known => string.Equals(known.Device.Name, claim.Device, StringComparison.Ordinal));
            if (device is null) return Text($"there is no device '{claim.Device}'");
            var units = device.Device.Units - device.UnitsUsed;
            if (claim.Units > units) return Text($"device {claim.Device} has {units} of {device.Device.Units} units free, {claim.Units} are asked");
        }

        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
