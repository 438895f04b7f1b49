using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Operator;

public sealed class OperatorTests(SharedCloud cloud)
{
    [Fact]
    public async Task Region_AsOperator_SumsAllHosts()
    {
        var region = (await cloud.Operator.GetAsync("region")).Read<RegionView>(200);
        Assert.Equal(("baku", "spread", 48, 2000d), (region.Name, region.PlacementProfile, region.Hosts, region.Speed));
        Assert.True(region.VcpusCapacity > 0 && region.MemoryCapacityMib > 0);
    }

    [Fact]
    public async Task Hosts_PageByPage_AreTheHostsOfTheZoneOnce()
    {
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await cloud.Operator.GetAsync($"hosts?zone=z2&limit=5{(cursor is null ? "" : "&cursor=" + cursor)}")).Read<PageView<HostView>>(200);
            Assert.All(page.Items, host => Assert.Equal("z2", host.Zone));
            names.AddRange(page.Items.Select(host => host.Name));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(16, names.Distinct().Count());
        Assert.Equal(16, names.Count);
    }

    [Fact]
    public async Task Host_WithAnInstance_ShowsItAndWhatItHolds()
    {
        var created = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("hosted"));
        var detail = (await cloud.Operator.GetAsync($"hosts/{created.Placement.Host}")).Read<HostDetailView>(200);
        Assert.Contains(detail.Instances, instance => instance.Id == created.Id);
        Assert.True(detail.Host.NumaNodes[created.Placement.NumaNodes[0].NumaNode].MemoryUsedMib >= created.MemoryMib);
    }

    [Theory]
    [InlineData("region")]
    [InlineData("hosts")]
    [InlineData("hosts/z1-r01-h01")]
    public async Task Region_AsTenantOwner_Answers403(string path) => (await cloud.Owner.GetAsync(path)).Problem("forbidden");

    [Fact]
    public async Task Host_Unknown_Answers404() => (await cloud.Operator.GetAsync("hosts/z9-r01-h01")).Problem("not-found");

    [Fact]
    public async Task Hosts_UnknownZone_NamesTheField() => (await cloud.Operator.GetAsync("hosts?zone=z9")).Field("zone");
}
