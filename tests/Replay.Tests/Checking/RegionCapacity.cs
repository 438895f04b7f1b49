using System.Text.Json;

namespace Cloud.Replay.Tests.Checking;

/// <summary>One NUMA node of the region file.</summary>
internal sealed record NumaCapacity(int Cores, int ThreadsPerCore, long MemoryMib)
{
    public int Threads => Cores * ThreadsPerCore;
}

/// <summary>One host of the region file, with its pool's ratios.</summary>
internal sealed record HostCapacity(string Zone, IReadOnlyList<NumaCapacity> NumaNodes, int DiskGib, decimal CpuRatio, decimal MemoryRatio, bool ChargeOverhead);

/// <summary>Reads a region file of explicit hosts by hand, sharing no code with the product.</summary>
internal static class RegionCapacity
{
    public static Dictionary<string, HostCapacity> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        var pools = root.GetProperty("pools").EnumerateArray().ToDictionary(pool => pool.GetProperty("name").GetString()!, StringComparer.Ordinal);
        var hosts = new Dictionary<string, HostCapacity>(StringComparer.Ordinal);
        foreach (var zone in root.GetProperty("zones").EnumerateArray())
        {
            foreach (var rack in zone.GetProperty("racks").EnumerateArray())
            {
                if (rack.TryGetProperty("groups", out _)) throw new NotSupportedException("the checker needs explicit hosts");
                foreach (var host in rack.GetProperty("hosts").EnumerateArray())
                    hosts.Add(host.GetProperty("name").GetString()!, Host(zone.GetProperty("name").GetString()!, host, pools[host.GetProperty("pool").GetString()!]));
            }
        }

        return hosts;
    }

    private static HostCapacity Host(string zone, JsonElement host, JsonElement pool) => new(
        zone,
        [.. host.GetProperty("numaNodes").EnumerateArray().Select(node => new NumaCapacity(
            node.GetProperty("cores").GetInt32(), node.GetProperty("threadsPerCore").GetInt32(), node.GetProperty("memoryMib").GetInt64()))],
        host.GetProperty("diskGib").GetInt32(), pool.GetProperty("cpuRatio").GetDecimal(), pool.GetProperty("memoryRatio").GetDecimal(),
        pool.GetProperty("chargeOverhead").GetBoolean());
}
