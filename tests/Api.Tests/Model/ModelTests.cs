using System.Text.Json.Nodes;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;

namespace Cloud.Api.Tests.Model;

public sealed class ModelTests(SharedCloud cloud)
{
    [Fact]
    public async Task Constants_All_CarryTheirSource()
    {
        var constants = (await cloud.Reader.GetAsync("model/constants")).Read<ModelConstantsView>(200);
        Assert.Equal(ModelConstants.All.Count, constants.Items.Count);
        Assert.All(constants.Items, constant => Assert.True(constant.Source.Length > 0 && constants.Sections.Contains(constant.Section) && ConfidenceTags.TryParse(constant.Confidence, out _), constant.Key));
    }

    [Fact]
    public async Task Constants_OfASection_AreOnlyThose()
    {
        var numa = (await cloud.Reader.GetAsync("model/constants?section=8.7")).Read<ModelConstantsView>(200);
        Assert.Equal("8.7 NUMA", Assert.Single(numa.Items.Select(constant => constant.Section).Distinct()));
        var whole = (await cloud.Reader.GetAsync("model/constants?section=8")).Read<ModelConstantsView>(200);
        Assert.Equal(3, whole.Items.Select(constant => constant.Section).Distinct().Count());
        Assert.All((await cloud.Reader.GetAsync("model/constants?section=exit.amd-milan")).Read<ModelConstantsView>(200).Items, constant => Assert.StartsWith("exit.amd-milan.", constant.Key));
    }

    [Fact]
    public async Task Constants_OfNoSection_AreRefusedWithTheSections() =>
        Assert.Contains("8.7 NUMA", (await cloud.Reader.GetAsync("model/constants?section=9.99")).Field("section").Accepted, StringComparison.Ordinal);

    [Fact]
    public async Task Validation_CountsEveryPointOnce()
    {
        var report = (await cloud.Reader.GetAsync("model/validation")).Read<ValidationView>(200);
        Assert.Equal(80, report.Points.Count);
        Assert.Equal(80, report.Passed + report.OutsideBand + report.Inputs + report.Unverified);
        Assert.All(report.Points.Where(point => point.Verdict == "outside-band"), point => Assert.NotEmpty(point.Note));
        Assert.Contains(report.Points, point => point is { Verdict: "pass" } && point.Checks.Any(check => check is { Kind: "prediction", InBand: true, Model: not null }));
        Assert.Contains(report.Points, point => point.Checks.Any(check => check.Max is null));
    }

    [Fact]
    public async Task Profiles_ListAndDocument_AgreeWithTheCheck()
    {
        var list = (await cloud.Reader.GetAsync("hardware-profiles")).Read<PageView<HardwareProfileSummaryView>>(200).Items;
        Assert.Equal(3, list.Count(profile => profile.IsReference));
        var profile = (await cloud.Reader.GetAsync("hardware-profiles/epyc-7763-2s")).Read<HardwareProfileView>(200);
        Assert.Equal((2, 128, 256), (profile.Summary.Sockets, profile.Summary.Cores, profile.Summary.HardwareThreads));
        var check = (await cloud.Reader.PostAsync("hardware-profiles:check", new { profile = profile.Profile })).Read<HardwareProfileCheckView>(200);
        Assert.True(check.IsValid);
        Assert.Equal("epyc-7763-2s", check.Summary!.Name);
    }

    [Fact]
    public async Task Check_OfABadProfile_ListsEveryError()
    {
        var profile = JsonNode.Parse(HardwareProfileWriter.Write(HardwareProfiles.Get("epyc-7763-2s")))!;
        profile["sockets"] = 0;
        profile["clock"]!["baseGhz"] = "fast";
        profile["colour"] = "blue";
        var check = (await cloud.Reader.PostAsync("hardware-profiles:check", new JsonObject { ["profile"] = profile })).Read<HardwareProfileCheckView>(200);
        Assert.False(check.IsValid);
        Assert.Null(check.Summary);
        Assert.Subset(check.Errors.Select(error => error.Path).ToHashSet(), new HashSet<string> { "$.sockets", "$.clock.baseGhz", "$.colour" });
    }

    [Fact]
    public async Task Check_WithoutAProfile_IsRefused() => (await cloud.Reader.PostAsync("hardware-profiles:check", new { })).Field("profile");

    [Fact]
    public async Task UnknownProfile_Answers404() => (await cloud.Reader.GetAsync("hardware-profiles/none")).Problem("not-found");
}
