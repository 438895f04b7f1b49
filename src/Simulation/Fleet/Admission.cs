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

        foreach (var claim in placement.Claims)
        {
            var numa = use.NumaNodes.FirstOrDefault(candidate => candidate.NumaNode == claim.NumaNode);
            if (numa is null) return Text($"there is no NUMA node {claim.NumaNode}");
            var freeMib = numa.MemoryCapacityMib - numa.MemoryUsedMib;
            if (claim.MemoryMib > freeMib)
                return Text($"NUMA node {claim.NumaNode} has {freeMib} of {numa.MemoryCapacityMib} MiB free, {claim.MemoryMib} are asked");
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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
