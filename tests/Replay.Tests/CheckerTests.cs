using Cloud.Replay.Tests.Checking;
using Microsoft.Data.Sqlite;

namespace Cloud.Replay.Tests;

/// <summary>One small replay that overfills a small region; then every planted fault must be seen.</summary>
public sealed class CheckerTests(CheckerTests.SmallReplay replay) : IClassFixture<CheckerTests.SmallReplay>
{
    [Fact]
    public void Check_AfterAReplay_FindsNothing()
    {
        Assert.Empty(DatabaseChecker.Check(replay.Database, replay.Region));
        Assert.Equal(replay.Report.Running, DatabaseChecker.Replayed(replay.Database, replay.Region, replay.Report.Run).Count);
        Assert.Contains(replay.Report.Refused, refusal => refusal.Reason is "no-capacity" && refusal.Resource is not null);
    }

    [Theory]
    [InlineData("a claim moved to a full host", "update instances set host = 'h-1', placement = json_set(placement, '$.host', 'h-1') where host = 'h-0' and name like 'r-%'", "shared vCPUs of")]
    [InlineData("a claim moved to another NUMA node", "update instances set placement = json_set(placement, '$.claims[0].numaNode', 1) where json_array_length(placement, '$.claims') = 2", "two parts on one NUMA node")]
    [InlineData("unequal halves", "update instances set placement = json_set(placement, '$.claims[0].vcpus', 1) where json_array_length(placement, '$.claims') = 2", "equal parts of")]
    [InlineData("a half lost", "update instances set placement = json_remove(placement, '$.claims[1]') where json_array_length(placement, '$.claims') = 2", "asked for 2")]
    [InlineData("memory doubled", "update instances set placement = json_set(placement, '$.claims[0].memoryMib', 99999), shape = json_set(shape, '$.memoryMib', 99999) where name = (select min(name) from instances where name like 'r-%')", "MiB of 65536")]
    [InlineData("a core given twice", "update instances set placement = json_set(placement, '$.claims[0].cores', json('[0,1]')) where name like 'own-%'", "is dedicated 2 times")]
    [InlineData("a core that is not there", "update instances set placement = json_set(placement, '$.claims[0].cores', json('[0,64]')) where name = 'own-1'", "core 64 does not exist")]
    [InlineData("disk overfull", "update instances set placement = json_set(placement, '$.diskGib', 999), shape = json_set(shape, '$.diskGib', 999) where name = (select min(name) from instances where name like 'r-%')", "GiB of disk of")]
    [InlineData("a host that is not there", "update instances set host = 'h-9', placement = json_set(placement, '$.host', 'h-9') where name = 'own-1'", "does not have")]
    [InlineData("column and placement apart", "update instances set host = 'h-9' where name = 'own-1'", "in its column")]
    [InlineData("quota off by one", "update quota_use set vcpus = vcpus + 1", "quota_use says")]
    [InlineData("an instance lost", "delete from instances where name = 'own-1'", "quota_use says")]
    [InlineData("not running", "update instances set state = 'creating' where name = 'own-1'", "is creating")]
    public void Check_PlantedFault_IsReported(string fault, string sql, string violation)
    {
        var copy = Path.Combine(replay.Folder, $"{Guid.NewGuid():N}.db");
        using (var connection = new SqliteConnection($"Data Source={replay.Database};Pooling=False"))
        {
            connection.Open();
            Run(connection, $"vacuum into '{copy}'");
        }

        using (var connection = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            connection.Open();
            Assert.True(Run(connection, sql) > 0, $"nothing to corrupt for: {fault}");
        }

        Assert.Contains(DatabaseChecker.Check(copy, replay.Region), line => line.Contains(violation, StringComparison.Ordinal));
    }

    private static int Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Four hosts of two NUMA nodes, nine instances with cores of their own, and more requests than fit.</summary>
    public sealed class SmallReplay : IAsyncLifetime
    {
        private const string Host = """{ "name": "h-N", "pool": "p", "diskGib": 100, "numaNodes": [{ "cores": 8, "threadsPerCore": 2, "memoryMib": 65536 }, { "cores": 8, "threadsPerCore": 2, "memoryMib": 65536 }] }""";
        private ReplayRig? _rig;

        internal Cloud.Cli.Replay.ReplayReport Report { get; private set; } = null!;

        public string Folder => _rig!.Folder;

        public string Database => _rig!.Database;

        public string Region => _rig!.Region;

        public async ValueTask InitializeAsync()
        {
            var hosts = string.Join(",\n", Enumerable.Range(0, 4).Select(number => Host.Replace("h-N", $"h-{number}", StringComparison.Ordinal)));
            _rig = await ReplayRig.StartAsync(path => File.WriteAllTextAsync(path,
                $$"""
                { "name": "small", "placementProfile": "spread", "speed": 1, "reserve": { "coresPerNumaNode": 0, "memoryMibPerNumaNode": 0, "diskGib": 0 },
                  "pools": [{ "name": "p", "cpuRatio": 1.5, "memoryRatio": 1, "chargeOverhead": true }],
                  "zones": [{ "name": "z1", "racks": [{ "name": "r01", "hosts": [{{hosts}}] }] }] }
                """));
            await _rig.RunAsync("flavor", "create", "own", "--vcpus", "4", "--memory-mib", "4096", "--disk-gib", "4", "--numa-nodes", "1", "--dedicated");
            // Nine on eight NUMA nodes: at least two share one, whatever the profile prefers.
            for (var number = 1; number <= 9; number++)
                await _rig.RunAsync("instance", "create", $"own-{number}", "--kind", "vm", "--flavor", "own", "--image", "alpine-3.22", "--wait");
            var trace = Path.Combine(_rig.Folder, "trace.csv");
            var rows = Enumerable.Range(0, 60).Select(index => index % 4 == 0 ? "8,16,2,,," : "4,8,1,,,");
            await File.WriteAllLinesAsync(trace, ["flavor_vcpus,flavor_ram,numa,strategy,group,domain", .. rows]);
            Report = await _rig.ReplayAsync("huawei-topology", trace, 60);
            await _rig.CrashAsync();
        }

        public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
