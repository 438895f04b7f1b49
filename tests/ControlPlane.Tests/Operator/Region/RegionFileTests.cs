using Cloud.ControlPlane.Operator.Region;
using Cloud.Domain.Hardware;

namespace Cloud.ControlPlane.Tests.Operator.Region;

public sealed class RegionFileTests
{
    [Fact]
    public void Read_Default_HasThreeZonesFortyEightHostsAndAllReferenceProfiles()
    {
        var reading = RegionFileReader.Read(RegionDefaults.Json);

        Assert.Equal("", reading.Describe());
        var region = reading.Region!;
        Assert.Equal(["z1", "z2", "z3"], region.Zones.Select(zone => zone.Id.Value));
        Assert.Equal(3, region.Zones.Select(zone => zone.Cell).Distinct().Count());
        Assert.Equal(48, region.Hosts.Count);
        Assert.Equal(48, region.Hosts.Select(host => host.Id).Distinct().Count());
        Assert.Equal("z1-r01-h01", region.Hosts[0].Id.Value);
        Assert.Equal(HardwareProfiles.ReferenceNames.Order(), region.Hosts.Select(host => host.Profile).Distinct().Order());
        Assert.All(region.Hosts, host => Assert.True(region.Pools.ContainsKey(host.Pool)));
    }

    [Fact]
    public void Read_Default_TakesTheReserveOffEveryNumaNode()
    {
        var region = RegionFileReader.Read(RegionDefaults.Json).Region!;

        var host = region.Hosts.First(candidate => candidate.NumaMode is "nps4");
        var hardware = HardwareProfiles.Get(host.Profile).NumaModes.Single(mode => mode.Name is "nps4").Nodes;
        Assert.Equal(8, host.NumaNodes.Count);
        Assert.Equal(hardware[0].Cores - 1, host.NumaNodes[0].Cores);
        Assert.Equal(hardware[0].MemoryMib - 4096, host.NumaNodes[0].MemoryMib);
    }

    [Fact]
    public void Write_EveryShape_ReadsBackTheSame()
    {
        var file = RegionDefaults.File with
        {
            Name = "imported-1",
            Note = new string('n', RegionFile.MaxNoteLength),
            Speed = 2.5,
            Zones = [new("z1", [new("r01", [new("xeon-6338-2s", "", "dense", 2)],
                [new("", "general", 500, [new(16, 1, 32768)]), new("own-name", "general", 0, [new(4, 2, 1), new(5, 1, 2)])])])],
        };

        var region = RegionFileReader.Read(RegionFileWriter.Write(file));

        Assert.Equal("", region.Describe());
        Assert.Equal(2.5, region.Region!.Speed);
        Assert.Equal(["z1-r01-h01", "z1-r01-h02", "z1-r01-h03", "own-name"], region.Region.Hosts.Select(host => host.Id.Value));
        Assert.Equal("default", region.Region.Hosts[0].NumaMode);
        Assert.Equal("imported", region.Region.Hosts[2].Profile);
        Assert.Equal([new(4, 2, 1), new(5, 1, 2)], region.Region.Hosts[3].NumaNodes);
    }

    [Fact]
    public void Read_CommentsAndTrailingCommas_AreAllowed()
    {
        var json = "// our lab\n" + RegionDefaults.Json.Replace("\"speed\": 1,", "\"speed\": 1, /* real time */", StringComparison.Ordinal);

        Assert.Equal("", RegionFileReader.Read(json).Describe());
    }

    [Fact]
    public void Read_ManyMistakes_ListsAllWithPathAndWhatIsAccepted()
    {
        const string Json = """
            {
              "name": "Baku!", "placementProfile": "tetris", "speed": 0, "sped": 1,
              "pools": [ { "name": "general", "cpuRatio": 0.5, "memoryRatio": "two", "chargeOverhead": 1 },
                         { "name": "general", "cpuRatio": 1, "memoryRatio": 1, "chargeOverhead": true } ],
              "zones": [ { "name": "z1", "racks": [
                { "name": "r01", "groups": [ { "profile": "xeon", "numaMode": "x", "pool": "fast", "count": 0, "color": "red" },
                                             { "profile": "epyc-7763-2s", "numaMode": "snc2", "pool": "general", "count": 1 } ] },
                { "name": "r01", "hosts": [ { "name": "a", "pool": "general", "diskGib": 1, "numaNodes": [] },
                                            { "name": "a", "pool": "general", "diskGib": 1, "numaNodes": [ { "cores": 1, "threadsPerCore": 2 } ] } ] } ] } ]
            }
            """;

        var reading = RegionFileReader.Read(Json);

        Assert.Null(reading.Region);
        string[] expected =
        [
            "$.name", "$.placementProfile", "$.speed", "$.sped", "$.reserve", "$.pools[0].cpuRatio", "$.pools[0].memoryRatio",
            "$.pools[0].chargeOverhead", "$.pools[1].name", "$.zones[0].racks[0].groups[0].profile", "$.zones[0].racks[0].groups[0].pool",
            "$.zones[0].racks[0].groups[0].count", "$.zones[0].racks[0].groups[0].color", "$.zones[0].racks[0].groups[1].numaMode",
            "$.zones[0].racks[1].name", "$.zones[0].racks[1].hosts[0].numaNodes", "$.zones[0].racks[1].hosts[1].name",
            "$.zones[0].racks[1].hosts[1].numaNodes[0].memoryMib",
        ];
        Assert.Equal(expected.Order(), reading.Errors.Select(error => error.Field).Order());
        Assert.All(reading.Errors, error => Assert.False(string.IsNullOrEmpty(error.Accepted), error.ToString()));
        Assert.StartsWith("spread, pack, first-fit, ", reading.Errors.Single(error => error.Field is "$.placementProfile").Accepted, StringComparison.Ordinal);
        Assert.Contains("profile", reading.Errors.Single(error => error.Field.EndsWith("color", StringComparison.Ordinal)).Accepted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "is a list")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "appears twice")]
    public void Read_NotARegion_SaysSo(string json, string expected)
    {
        var reading = RegionFileReader.Read(json);

        Assert.Null(reading.Region);
        Assert.Contains(expected, reading.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ReserveLargerThanANumaNode_IsRefused()
    {
        var json = RegionDefaults.Json.Replace("\"coresPerNumaNode\": 1", "\"coresPerNumaNode\": 16", StringComparison.Ordinal);

        var error = Assert.Single(RegionFileReader.Read(json).Errors);

        Assert.Equal("$.reserve", error.Field);
        Assert.Contains("epyc-7763-2s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreHostsThanACellHolds_IsRefused()
    {
        var json = RegionDefaults.Json.Replace("\"count\": 6", "\"count\": 100000", StringComparison.Ordinal);

        var reading = RegionFileReader.Read(json);

        Assert.Null(reading.Region);
        Assert.Contains("100000 hosts", reading.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HundredThousandHosts_SharesTheirNumaNodes()
    {
        var file = RegionDefaults.File with { Zones = [new("z1", [new("r01", [new("epyc-7763-2s", "nps1", "general", 100_000)], [])])] };

        var region = RegionFileReader.Read(RegionFileWriter.Write(file)).Region!;

        Assert.Equal(100_000, region.Hosts.Count);
        Assert.Same(region.Hosts[0].NumaNodes, region.Hosts[^1].NumaNodes);
    }
}
