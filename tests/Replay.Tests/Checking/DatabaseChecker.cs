using Microsoft.Data.Sqlite;

namespace Cloud.Replay.Tests.Checking;

/// <summary>
/// Recomputes from the database file and the region file alone whether the stored placements are possible. Shares no code with the product:
/// raw SQL, JSON by hand, sums of its own. Every violation is one line; an empty list is a pass.
/// </summary>
internal sealed class DatabaseChecker
{
    /// <summary>Memory of monitor or shim per kind, MiB, where the pool charges it (docs: Domain/Iaas/Overheads).</summary>
    private static readonly Dictionary<string, long> Overhead = new(StringComparer.Ordinal) { ["vm"] = 142, ["microvm"] = 5, ["container"] = 5 };

    private readonly Dictionary<string, HostCapacity> _hosts;
    private readonly List<InstanceRow> _instances;
    private readonly Dictionary<string, (long Instances, long Vcpus, long Memory, long Disk)> _quotaUse = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];

    private DatabaseChecker(string database, string region)
    {
        _hosts = RegionCapacity.Read(region);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();
        _instances = [.. InstanceRow.ReadAll(connection)];
        using var query = connection.CreateCommand();
        query.CommandText = "select project_id, instances, vcpus, memory_mib, disk_gib from quota_use";
        using var row = query.ExecuteReader();
        while (row.Read()) _quotaUse.Add(row.GetString(0), (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)));
    }

    /// <summary>All violations of a database.</summary>
    public static IReadOnlyList<string> Check(string database, string region)
    {
        var checker = new DatabaseChecker(database, region);
        checker.CheckInstances();
        checker.CheckHosts();
        checker.CheckQuota();
        return checker._violations;
    }

    /// <summary>The instances of a replay, by their position in the trace. A position that stands there twice is an error of the caller's data.</summary>
    public static Dictionary<long, InstanceRow> Replayed(string database, string region, string run) =>
        new DatabaseChecker(database, region)._instances
            .Where(instance => string.Equals(instance.Labels.GetValueOrDefault("trace.run"), run, StringComparison.Ordinal))
            .ToDictionary(instance => long.Parse(instance.Labels["trace.index"]));

    private void CheckInstances()
    {
        foreach (var instance in _instances)
        {
            if (instance.State is not "running") Wrong($"{instance} is {instance.State}, not running");
            if (instance.HasOpenOperation) Wrong($"{instance} has an open operation");
            if (!string.Equals(instance.Host, instance.PlacedHost, StringComparison.Ordinal)) Wrong($"{instance} has host {instance.Host} in its column and {instance.PlacedHost} in its placement");
            if (!_hosts.TryGetValue(instance.PlacedHost, out var host)) Wrong($"{instance} is on {instance.PlacedHost}, which the region does not have");
            else CheckClaims(instance, host);
        }
    }

    private void CheckClaims(InstanceRow instance, HostCapacity host)
    {
        if (!string.Equals(instance.Zone, host.Zone, StringComparison.Ordinal)) Wrong($"{instance} is in zone {instance.Zone}, its host in {host.Zone}");
        if (instance.PlacedDiskGib != instance.DiskGib) Wrong($"{instance} holds {instance.PlacedDiskGib} GiB of disk, asked for {instance.DiskGib}");
        var parts = instance.Claims.Count;
        if (parts == 0) Wrong($"{instance} holds nothing");
        if (instance.NumaNodes > 0 && parts != instance.NumaNodes) Wrong($"{instance} is on {parts} NUMA nodes, asked for {instance.NumaNodes}");
        if (instance.Claims.Select(claim => claim.NumaNode).Distinct().Count() != parts) Wrong($"{instance} holds two parts on one NUMA node");
        var overhead = host.ChargeOverhead ? Overhead[instance.Kind] : 0;
        for (var at = 0; at < parts; at++)
        {
            var claim = instance.Claims[at];
            var memory = claim.MemoryMib - (at == 0 ? overhead : 0);
            if (claim.NumaNode < 0 || claim.NumaNode >= host.NumaNodes.Count) Wrong($"{instance} is on NUMA node {claim.NumaNode}, which {instance.PlacedHost} does not have");
            if (claim.Vcpus * parts != instance.Vcpus) Wrong($"{instance} holds {claim.Vcpus} vCPUs on NUMA node {claim.NumaNode}, not one of {parts} equal parts of {instance.Vcpus}");
            if (memory * parts != instance.MemoryMib) Wrong($"{instance} holds {memory} MiB on NUMA node {claim.NumaNode}, not one of {parts} equal parts of {instance.MemoryMib}");
            if (claim.Cores.Count > 0 != instance.Dedicated) Wrong($"{instance} has {claim.Cores.Count} cores of its own, dedicated is {instance.Dedicated}");
        }
    }

    private void CheckHosts()
    {
        foreach (var group in _instances.GroupBy(instance => instance.PlacedHost, StringComparer.Ordinal))
        {
            if (!_hosts.TryGetValue(group.Key, out var host)) continue;
            var disk = group.Sum(instance => (long)instance.PlacedDiskGib);
            if (disk > host.DiskGib) Wrong($"{group.Key}: {disk} GiB of disk of {host.DiskGib}");
            for (var node = 0; node < host.NumaNodes.Count; node++)
                CheckNumaNode($"{group.Key} NUMA node {node}", host, host.NumaNodes[node], [.. group.SelectMany(instance => instance.Claims).Where(claim => claim.NumaNode == node)]);
        }
    }

    private void CheckNumaNode(string name, HostCapacity host, NumaCapacity node, IReadOnlyList<ClaimRow> claims)
    {
        var cores = claims.SelectMany(claim => claim.Cores).ToList();
        foreach (var twice in cores.GroupBy(core => core).Where(core => core.Count() > 1)) Wrong($"{name}: core {twice.Key} is dedicated {twice.Count()} times");
        foreach (var none in cores.Where(core => core < 0 || core >= node.Cores)) Wrong($"{name}: core {none} does not exist");
        foreach (var claim in claims.Where(claim => claim.Cores.Count > 0 && claim.Cores.Count * node.ThreadsPerCore < claim.Vcpus))
            Wrong($"{name}: {claim.Cores.Count} cores carry {claim.Vcpus} dedicated vCPUs");

        var sharedThreads = node.Threads - (cores.Distinct().Count() * node.ThreadsPerCore);
        var shared = claims.Where(claim => claim.Cores.Count == 0).ToList();
        var vcpus = shared.Sum(claim => (long)claim.Vcpus);
        var allowed = decimal.Floor(sharedThreads * host.CpuRatio);
        if (vcpus > allowed) Wrong($"{name}: {vcpus} shared vCPUs of {allowed}");
        foreach (var claim in shared.Where(claim => claim.Vcpus > sharedThreads)) Wrong($"{name}: one guest has {claim.Vcpus} vCPUs over {sharedThreads} threads");
        var memory = claims.Sum(claim => claim.MemoryMib);
        var memoryAllowed = decimal.Floor(node.MemoryMib * host.MemoryRatio);
        if (memory > memoryAllowed) Wrong($"{name}: {memory} MiB of {memoryAllowed}");
    }

    private void CheckQuota()
    {
        var sums = _instances.GroupBy(instance => instance.Project, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => ((long)group.Count(), group.Sum(it => (long)it.Vcpus), group.Sum(it => it.MemoryMib), group.Sum(it => (long)it.DiskGib)), StringComparer.Ordinal);
        foreach (var project in sums.Keys.Union(_quotaUse.Keys, StringComparer.Ordinal))
        {
            var (stored, summed) = (_quotaUse.GetValueOrDefault(project), sums.GetValueOrDefault(project));
            if (stored != summed) Wrong($"project {project}: quota_use says {stored}, its instances sum up to {summed}");
        }
    }

    private void Wrong(string violation) => _violations.Add(violation);
}
