using System.Text.Json.Nodes;
using Cloud.Domain.Hardware;

namespace Cloud.Domain.Tests.Hardware;

public class HardwareProfileReaderTests
{
    public static TheoryData<string> Names => [.. HardwareProfiles.All.Select(p => p.Name)];

    private static JsonObject Good() => (JsonObject)JsonNode.Parse(HardwareProfileWriter.Write(HardwareProfiles.Get("epyc-7763-2s")))!;

    private static string[] Paths(JsonObject file) => [.. HardwareProfileReader.Read(file.ToJsonString()).Errors.Select(e => e.Path)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WhatWasWritten_IsTheSameProfile(string name)
    {
        var text = HardwareProfileWriter.Write(HardwareProfiles.Get(name));
        var reading = HardwareProfileReader.Read(text);
        Assert.Empty(reading.Errors);
        Assert.True(reading.IsValid);
        Assert.Equal(text, HardwareProfileWriter.Write(reading.Profile!));
        Assert.Equal(HardwareProfiles.Get(name).NumaModes[0].Slit, reading.Profile!.NumaModes[0].Slit);
        Assert.Equal(HardwareProfiles.Get(name).Power, reading.Profile.Power);
    }

    [Fact]
    public void Read_ManyFaults_ListsEveryOneWithItsPath()
    {
        var file = Good();
        file["sockets"] = 0;
        file["name"] = "Not A Name";
        file.Remove("description");
        file["turbo"] = true;
        file["clock"]!["allCoreGhz"] = 9;
        file["caches"]![2]!["sharedBy"] = "rack";
        file["power"]!["watts"]![5] = 1;
        file["iommu"]!["present"] = false;
        file["sources"]![0]!["confidence"] = "certain";
        var paths = Paths(file);
        Assert.Equal(
            [
                "$.caches[2].sharedBy", "$.clock.allCoreGhz", "$.description", "$.iommu.present", "$.name",
                "$.numaModes[0].bandwidthGBs", "$.numaModes[0].latencyNs", "$.numaModes[0].slit",
                "$.numaModes[1].bandwidthGBs", "$.numaModes[1].latencyNs", "$.numaModes[1].slit",
                "$.numaModes[2].bandwidthGBs", "$.numaModes[2].latencyNs", "$.numaModes[2].slit",
                "$.pcie.nics[1].socket", "$.pcie.nvme[2].socket", "$.pcie.nvme[3].socket",
                "$.power.watts[5]", "$.sockets", "$.sources[0].confidence", "$.turbo",
            ],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_WrongMatrices_NamesRowAndCell()
    {
        var file = Good();
        file["numaModes"]![0]!["slit"]![1]![1] = 11;
        file["numaModes"]![0]!["latencyNs"]![0]![1] = 50;
        file["numaModes"]![1]!["bandwidthGBs"]![3] = new JsonArray(1, 2);
        file["numaModes"]![2]!["nodesPerSocket"] = 3;
        var paths = Paths(file);
        Assert.Contains("$.numaModes[0].slit[1][1]", paths);
        Assert.Contains("$.numaModes[0].latencyNs[0][1]", paths);
        Assert.Contains("$.numaModes[1].bandwidthGBs[3]", paths);
        Assert.Contains("$.numaModes[2].nodesPerSocket", paths);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("7", "must be an object")]
    public void Read_NotAProfile_IsRefused(string text, string message)
    {
        var reading = HardwareProfileReader.Read(text);
        Assert.False(reading.IsValid);
        Assert.Equal("$", reading.Errors[0].Path);
        Assert.Contains(message, reading.Errors[0].Message);
    }

    [Fact]
    public void Read_HugeText_IsRefusedUnread() =>
        Assert.Contains("characters", HardwareProfileReader.Read(new string(' ', HardwareProfileReader.LengthMax + 1)).Errors[0].Message);

    [Fact]
    public void Read_CacheWithBothLatencies_IsRefused()
    {
        var file = Good();
        file["caches"]![0]!["latencyNs"] = 3;
        Assert.Equal(["$.caches[0]"], Paths(file));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_EveryPropertyWritten_IsDeclared(string name)
    {
        var schema = JsonNode.Parse(HardwareProfiles.Schema)!;
        Undeclared(JsonNode.Parse(HardwareProfileWriter.Write(HardwareProfiles.Get(name)))!, schema, "$", out var missing);
        Assert.Empty(missing);
    }

    private static void Undeclared(JsonNode value, JsonNode schema, string path, out List<string> missing)
    {
        missing = [];
        if (value is JsonArray { Count: > 0 } list && schema["items"] is { } items) Undeclared(list[0]!, items, path + "[0]", out missing);
        if (value is not JsonObject fields) return;
        foreach (var (key, child) in fields)
        {
            if (schema["properties"]?[key] is not { } declared) missing.Add($"{path}.{key}");
            else
            {
                Undeclared(child!, declared, $"{path}.{key}", out var below);
                missing.AddRange(below);
            }
        }
    }
}
