using Cloud.Cli.Tests.Fakes;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Cli.Tests.Region;

public sealed class RegionFileCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cloud-region-").FullName;

    [Fact]
    public async Task Import_HuaweiHosts_KeepsWhatIsFreePerNumaNodeAndSaysWhatItAssumed()
    {
        var hosts = await FileAsync("PM_res.csv", "CPU1,RAM1,CPU2,RAM2\n16,32,32,64\n48,32,0,0\n0,0,0,0\n");
        var racks = await FileAsync("topology.csv", "host_id,rack_id\nhost-0,0\nhost-1,1\nhost-2,1\nhost-3,9\n");
        using var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("region", "import", "huawei-topology", "--hosts", hosts, "--topology", racks, "--out", Target));

        var region = RegionFileReader.Read(await File.ReadAllTextAsync(Target)).Region!;
        Assert.Equal(["pm-0000", "pm-0001"], region.Hosts.Select(host => host.Id.Value));
        Assert.Equal(["r0000", "r0001"], region.Hosts.Select(host => host.Rack));
        Assert.Equal([(16, 32_768L), (32, 65_536L)], region.Hosts[0].NumaNodes.Select(node => (node.Threads, node.MemoryMib)));
        Assert.Equal([(48, 32_768L)], region.Hosts[1].NumaNodes.Select(node => (node.Threads, node.MemoryMib)));
        var pool = Assert.Single(region.Pools.Values);
        Assert.Equal((1, 1, false), (pool.CpuRatio, pool.MemoryRatio, pool.ChargeOverhead));
        Assert.Contains("first 3 rows of topology_provider.csv", await File.ReadAllTextAsync(Target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CPU1,RAM1,CPU2,RAM2\n16,32,32,64\n", "host_id,rack_id\n", "only 0 rows")]
    [InlineData("CPU1,RAM1,CPU2,RAM2\nx,32,32,64\n", "host_id,rack_id\nhost-0,0\n", "line 2")]
    [InlineData("CPU1,RAM1,CPU2,RAM2\n0,0,0,0\n", "host_id,rack_id\nhost-0,0\n", "no host has anything free")]
    public async Task Import_UnusableFiles_IsUsageAndWritesNothing(string hosts, string racks, string reason)
    {
        var (hostFile, rackFile) = (await FileAsync("PM_res.csv", hosts), await FileAsync("topology.csv", racks));
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("region", "import", "huawei-topology", "--hosts", hostFile, "--topology", rackFile, "--out", Target));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Generate_UnevenCount_SpreadsHostsOverZonesAndValidates()
    {
        using var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("region", "generate", "--hosts", "50", "--zones", "3", "--out", Target));
        Assert.Equal(0, await run.RunAsync("region", "validate", Target));

        var region = RegionFileReader.Read(await File.ReadAllTextAsync(Target)).Region!;
        Assert.Equal([17, 17, 16], region.Hosts.GroupBy(host => host.Zone).Select(zone => zone.Count()));
    }

    [Fact]
    public async Task Validate_SeveralErrors_PrintsThemAll()
    {
        var path = await FileAsync("region.json", RegionDefaults.Json.Replace("\"spread\"", "\"tetris\"", StringComparison.Ordinal).Replace("4096", "-1", StringComparison.Ordinal));
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("region", "validate", path));
        Assert.Contains("$.placementProfile is 'tetris'", run.Error, StringComparison.Ordinal);
        Assert.Contains("$.reserve.memoryMibPerNumaNode is -1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_UnknownHardware_IsRefusedWithWhatExists()
    {
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("region", "generate", "--hosts", "5", "--hardware", "abacus", "--out", Target));
        Assert.Contains("epyc-7763-2s", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => Path.Combine(_folder, "out.json");

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
