using System.Globalization;
using System.IO.Compression;
using Cloud.Cli.Replay;
using Cloud.ControlPlane.Operator.Region;
using Cloud.Replay.Tests.Checking;

namespace Cloud.Replay.Tests;

/// <summary>
/// Real request traces through the real server, which is then killed; the database file alone must show possible placements. The normal run
/// takes the first part of each trace, CLOUD_FULL_REPLAY=1 takes 4,998 and 20,000 requests.
/// </summary>
public sealed class PublicTraceTests
{
    [Fact]
    public async Task HuaweiTopologyC1_ThroughTheApi_EveryRequestRunsOrIsRefusedAndNoNumaNodeIsOverfull()
    {
        var trace = Needs.Data("huawei-topology-2025", "VM_data_C1.csv");
        var count = Needs.FullReplay ? 4_998 : 1_000;
        await using var rig = await StartHuaweiAsync();

        var report = await rig.ReplayAsync("huawei-topology", trace, count);
        await rig.CrashAsync();

        Assert.Empty(DatabaseChecker.Check(rig.Database, rig.Region));
        var placed = DatabaseChecker.Replayed(rig.Database, rig.Region, report.Run);
        CheckAgainstTrace(placed, report, File.ReadLines(trace).Skip(1).Take(count).Select(HuaweiSize).ToList());
        Assert.Contains(placed.Values, instance => instance.Claims.Count == 2);
    }

    [Fact]
    public async Task Azure2017_ThroughTheApi_EveryRequestRunsOrIsRefusedAndNoNumaNodeIsOverfull()
    {
        var trace = Needs.Data("azure-2017-flavors", "derived", "azure_v1_test.csv.gz");
        var count = Needs.FullReplay ? 20_000 : 2_000;
        await using var rig = await ReplayRig.StartAsync(path => WriteDefaultLikeRegionAsync(path, times: Needs.FullReplay ? 2 : 1));

        var report = await rig.ReplayAsync("azure-2017", trace, count);
        await rig.CrashAsync();

        Assert.Empty(DatabaseChecker.Check(rig.Database, rig.Region));
        using var reader = new StreamReader(new GZipStream(File.OpenRead(trace), CompressionMode.Decompress));
        reader.ReadLine();
        var sizes = Enumerable.Range(0, count).Select(_ => AzureSize(reader.ReadLine()!)).ToList();
        CheckAgainstTrace(DatabaseChecker.Replayed(rig.Database, rig.Region, report.Run), report, sizes);
    }

    private static Task<ReplayRig> StartHuaweiAsync()
    {
        var (hosts, racks) = (Needs.Data("huawei-topology-2025", "PM_res.csv"), Needs.Data("huawei-topology-2025", "topology_provider.csv"));
        return ReplayRig.StartAsync(async path =>
        {
            await using var output = new StringWriter();
            var shell = new Cloud.Cli.Shell.CliShell
            {
                In = TextReader.Null, Out = output, Error = output, ReadSecret = _ => null, Variable = _ => null, Handler = () => new SocketsHttpHandler(),
                Time = TimeProvider.System, IsTerminal = false, Width = 400,
            };
            string[] import = ["region", "import", "huawei-topology", "--hosts", hosts, "--topology", racks, "--out", path];
            Assert.True(await Cloud.Cli.CloudCommand.RunAsync(import, shell) == 0, output.ToString());
        });
    }

    /// <summary>The default region, several times over, with every host written out so that the checker can read it by itself.</summary>
    private static async Task WriteDefaultLikeRegionAsync(string path, int times)
    {
        var region = RegionFileReader.Read(RegionDefaults.Json).Region!;
        var zones = region.Hosts.GroupBy(host => host.Zone.Value).Select(zone => new RegionZone(zone.Key,
        [
            .. Enumerable.Range(1, times).Select(copy => new RegionRack($"r{copy:00}", [], [.. zone.Select(host => new RegionHost(
                $"{host.Id}-{copy}", host.Pool, host.DiskGib, [.. host.NumaNodes.Select(node => new RegionNumaNode(node.Cores, node.ThreadsPerCore, node.MemoryMib))]))])),
        ]));
        await File.WriteAllTextAsync(path, RegionFileWriter.Write(RegionDefaults.File with { Zones = [.. zones] }));
    }

    private static void CheckAgainstTrace(Dictionary<long, InstanceRow> placed, ReplayReport report, List<(int Vcpus, long MemoryMib, int NumaNodes)> sizes)
    {
        Assert.Equal(report.Running, placed.Count);
        Assert.Equal(sizes.Count - placed.Count, report.Refused.Sum(refusal => refusal.Count));
        Assert.All(placed, entry => Assert.Equal(sizes[(int)entry.Key], (entry.Value.Vcpus, entry.Value.MemoryMib, entry.Value.NumaNodes)));
    }

    private static (int Vcpus, long MemoryMib, int NumaNodes) HuaweiSize(string line)
    {
        var fields = line.Split(',');
        return (Whole(fields[0]), Whole(fields[1]) * 1024L, Whole(fields[2]));
    }

    private static (int Vcpus, long MemoryMib, int NumaNodes) AzureSize(string line)
    {
        var fields = line.Split(',');
        return (Whole(fields[3]), (long)(decimal.Parse(fields[4], CultureInfo.InvariantCulture) * 1024), 0);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
