using Cloud.ControlPlane.Operator.Region;
using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;

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
    public void Read_Features_ComeFromTheProfileAndTheFile()
    {
        var region = RegionFileReader.Read(RegionDefaults.Json).Region!;
        var host = region.Hosts.First(candidate => candidate.Pool is "dedicated");
        Assert.Equal(["nic0", "nic1", "gpu0", "gpu1"], host.Features.Devices.Select(device => device.Name));
        Assert.Equal((128, 1, 50_000), (host.Features.Devices[1].Functions, host.Features.Devices[1].NumaNode, host.Features.NetworkMbps));
        Assert.Equal(["xeon-6338-2s", "gpu"], host.Features.Traits);
        Assert.All(host.NumaNodes, numa => Assert.Equal(16, numa.Pages1G));
        var epyc = region.Hosts.First(candidate => candidate.NumaMode is "nps4");
        Assert.Equal((ConfidentialTechnology.SevSnp, 509), (epyc.Features.Confidential, epyc.Features.ConfidentialGuests));
        Assert.Equal([0, 4], epyc.Features.Devices.Select(device => device.NumaNode));
    }

    [Fact]
    public void Write_FeaturesOfGroupAndHost_ReadBackTheSame()
    {
        var features = new RegionFeatures([new("fpga0", DeviceKind.Accelerator, "u50", 0), new("nic7", DeviceKind.Nic, "cx7", 0, 8)], ["ssd"], "xen", 1_000, "tdx", 3);
        var file = RegionDefaults.File with
        {
            Zones = [new("z1", [new("r01", [new("xeon-6338-2s", "", "dense", 1) { Pages2MPerNumaNode = 8, Features = features }],
                [new("own", "general", 0, [new(4, 2, 1) { Pages2M = 5, Pages1G = 6 }]) { Features = features }])])],
        };
        var reading = RegionFileReader.Read(RegionFileWriter.Write(file));
        Assert.Equal("", reading.Describe());
        var (group, own) = (reading.Region!.Hosts[0], reading.Region.Hosts[1]);
        Assert.Equal(new NumaNodeDescription(4, 2, 1) { Pages2M = 5, Pages1G = 6 }, own.NumaNodes[0]);
        Assert.Equal((8, 0), (group.NumaNodes[1].Pages2M, group.NumaNodes[1].Pages1G));
        Assert.Equal(new HostFeatures { Devices = features.Devices, NetworkMbps = 1_000, Traits = ["ssd"], Confidential = ConfidentialTechnology.Tdx, ConfidentialGuests = 3, Hypervisor = "xen" }, own.Features);
        Assert.Equal(["nic0", "nic1", "fpga0", "nic7"], group.Features.Devices.Select(device => device.Name));
    }

    [Fact]
    public void Read_WrongFeatures_AreAllNamed()
    {
        var reading = RegionFileReader.Read("""
            { "name": "r", "placementProfile": "pack", "speed": 1, "reserve": { "coresPerNumaNode": 0, "memoryMibPerNumaNode": 0, "diskGib": 0 },
              "pools": [{ "name": "p", "cpuRatio": 1, "memoryRatio": 1, "chargeOverhead": true }],
              "zones": [{ "name": "z", "racks": [{ "name": "k",
                "groups": [{ "profile": "xeon-6338-2s", "pool": "p", "count": 1, "pages1GPerNumaNode": 9999, "traits": ["Gold"] }],
                "hosts": [{ "pool": "p", "diskGib": 1, "numaNodes": [{ "cores": 1, "threadsPerCore": 1, "memoryMib": 1 }], "confidential": "magic", "hypervisor": "X",
                  "devices": [{ "name": "d", "kind": "gpu", "model": "m", "numaNode": 1, "functions": 2 }, { "name": "d", "kind": "wheel", "model": "m", "numaNode": 0 }] }] }] }] }
            """);
        string[] fields =
        [
            "$.zones[0].racks[0].groups[0].pages1GPerNumaNode", "$.zones[0].racks[0].hosts[0].confidential", "$.zones[0].racks[0].hosts[0].hypervisor",
            "$.zones[0].racks[0].hosts[0].devices[0].numaNode", "$.zones[0].racks[0].hosts[0].devices[0].functions",
            "$.zones[0].racks[0].hosts[0].devices[1].kind", "$.zones[0].racks[0].hosts[0].devices[1].name",
        ];
        Assert.All(fields, field => Assert.Contains(reading.Errors, error => error.Field == field));
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
