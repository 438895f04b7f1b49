using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Checkers;

/// <summary>
/// Recomputes from stored placements alone that every promise was kept. It shares no arithmetic with the ledger on purpose: decimals
/// instead of fixed point, sums over lists instead of running totals.
/// </summary>
public static class PlacementChecker
{
    /// <summary>Every violation in words; empty when all placements together are sound.</summary>
    /// <param name="region">The hosts.</param>
    /// <param name="instances">What is placed. An instance that waits for room holds nothing and is passed over.</param>
    /// <param name="reserved">Room that is kept besides; null for none.</param>
    public static IReadOnlyList<string> Check(RegionDescription region, IEnumerable<InstanceRecord> instances, IEnumerable<HostPlacement>? reserved = null)
    {
        var kept = (reserved ?? []).ToLookup(place => place.Host);
        var violations = new List<string>();
        var hosts = region.Hosts.ToDictionary(host => host.Id);
        var byHost = instances.Where(instance => instance.Placement.Claims.Count > 0).GroupBy(instance => instance.Placement.Host);
        foreach (var group in byHost.OrderBy(group => group.Key.Value, StringComparer.Ordinal))
        {
            if (!hosts.TryGetValue(group.Key, out var host))
            {
                violations.Add($"{group.Count()} instances are on '{group.Key}', which the region does not have");
                continue;
            }

            foreach (var instance in group)
            {
                Instance(instance, host, violations);
                FeatureChecker.Instance(instance, host, violations);
            }

            HostPlacement[] placements = [.. group.Select(instance => instance.Placement), .. kept[group.Key]];
            Host(host, region.Pools[host.Pool], placements, violations);
            FeatureChecker.Host(host, placements, violations);
        }

        return violations;
    }

    /// <summary>The same for placements of which nobody knows what was asked: only hosts are looked at.</summary>
    public static IReadOnlyList<string> CheckHosts(RegionDescription region, IEnumerable<HostPlacement> held)
    {
        var violations = new List<string>();
        var byHost = held.ToLookup(placement => placement.Host);
        foreach (var host in region.Hosts)
        {
            HostPlacement[] placements = [.. byHost[host.Id]];
            if (placements.Length == 0) continue;
            Host(host, region.Pools[host.Pool], placements, violations);
            FeatureChecker.Host(host, placements, violations);
        }

        return violations;
    }

    private static void Instance(InstanceRecord instance, HostDescription host, List<string> violations)
    {
        var claims = instance.Placement.Claims;
        var shape = instance.Shape;
        if (claims.Select(claim => claim.NumaNode).Distinct().Count() != claims.Count) violations.Add($"{instance.Id} claims a NUMA node twice");
        if (shape.NumaNodes > 0 && claims.Count != shape.NumaNodes)
            violations.Add($"{instance.Id} asked for {shape.NumaNodes} NUMA nodes and holds {claims.Count}");
        if (claims.Sum(claim => claim.Vcpus) != shape.Vcpus) violations.Add($"{instance.Id} holds {claims.Sum(claim => claim.Vcpus)} of {shape.Vcpus} vCPUs");
        if (claims.Sum(claim => claim.MemoryMib) < shape.MemoryMib)
            violations.Add($"{instance.Id} holds {claims.Sum(claim => claim.MemoryMib)} of {shape.MemoryMib} MiB");

        Parts(instance, host, violations);
    }

    private static void Parts(InstanceRecord instance, HostDescription host, List<string> violations)
    {
        var (shape, claims) = (instance.Shape, instance.Placement.Claims);
        // Equal parts unless it has other ones, or none; only the first one carries the overhead of the kind.
        var equal = shape.Needs is not { } needs || (needs.GuestNumaNodes.Count == 0 && needs.Layout == NumaLayout.Nodes);
        if (equal && claims.Select(claim => claim.Vcpus).Distinct().Count() > 1) violations.Add($"{instance.Id} has unequal parts of vCPUs");
        if (equal && claims.Skip(1).Any(claim => claim.MemoryMib * claims.Count != shape.MemoryMib))
            violations.Add($"{instance.Id} has unequal parts of memory");
        foreach (var claim in claims.Where(claim => claim.NumaNode < host.NumaNodes.Count))
        {
            if (claim.Vcpus > host.NumaNodes[claim.NumaNode].Threads) violations.Add($"{instance.Id} overcommits against itself on {host.Id}/{claim.NumaNode}");
            var dedicated = claim.Cores.Count > 0;
            if (equal && dedicated != (shape.CpuPolicy is CpuPolicy.Dedicated or CpuPolicy.Mixed)) violations.Add($"{instance.Id} does not hold the cores its policy promises");
        }
    }

    private static void Host(HostDescription host, PoolPolicy pool, IReadOnlyList<HostPlacement> placements, List<string> violations)
    {
        var disk = placements.Sum(placement => (long)placement.DiskGib);
        if (disk > host.DiskGib) violations.Add($"{host.Id} holds {disk} of {host.DiskGib} GiB of disk");
        foreach (var outside in placements.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode < 0 || claim.NumaNode >= host.NumaNodes.Count))
            violations.Add($"{host.Id} has no NUMA node {outside.NumaNode}");

        for (var n = 0; n < host.NumaNodes.Count; n++)
        {
            var numa = host.NumaNodes[n];
            var claims = placements.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == n).ToList();
            var cores = claims.SelectMany(claim => claim.Cores).ToList();
            var vcpus = claims.Sum(claim => (long)claim.SharedVcpus);
            var memory = claims.Sum(claim => claim.SmallMib);
            var shared = (numa.Cores - cores.Count) * numa.ThreadsPerCore * (decimal)pool.CpuRatio;
            if (cores.Distinct().Count() != cores.Count) violations.Add($"{host.Id}/{n} has a core that belongs to two instances");
            if (cores.Exists(core => core < 0 || core >= numa.Cores)) violations.Add($"{host.Id}/{n} gave away a core it does not have");
            if (vcpus > shared) violations.Add($"{host.Id}/{n} promised {vcpus} of {shared} shared vCPUs");
            if (memory > numa.MemoryMib * (decimal)pool.MemoryRatio)
                violations.Add($"{host.Id}/{n} promised {memory} of {numa.MemoryMib * (decimal)pool.MemoryRatio} MiB");
        }
    }
}
