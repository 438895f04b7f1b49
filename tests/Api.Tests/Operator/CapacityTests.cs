using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Operator;

public sealed class CapacityTests(SharedCloud cloud)
{
    [Fact]
    public async Task Get_OneFlavor_CountsByZoneAndLayout()
    {
        var all = (await cloud.Operator.GetAsync("capacity?flavor=vm.small")).Read<PageView<FlavorSlotsView>>(200).Items;
        Assert.Equal(["z1", "z2", "z3"], all.Select(row => row.Zone).Distinct().Order(StringComparer.Ordinal));
        Assert.All(all, row =>
        {
            Assert.True(row.AsAsked > 0 && row.Hosts > 0, $"{row.Zone}: {row.AsAsked} on {row.Hosts}");
            Assert.True(row.Automatic >= row.OnePart);
        });
        var zone = (await cloud.Operator.GetAsync("capacity?flavor=vm.small&zone=z2")).Read<PageView<FlavorSlotsView>>(200).Items;
        Assert.All(zone, row => Assert.Equal("z2", row.Zone));
    }

    [Fact]
    public async Task Get_Unknown_NamesTheField()
    {
        (await cloud.Operator.GetAsync("capacity?flavor=nope")).Field("flavor");
        (await cloud.Operator.GetAsync("capacity?zone=z9")).Field("zone");
    }

    [Fact]
    public async Task Get_AsMember_IsForbidden() => (await cloud.Member.GetAsync("capacity")).Problem("forbidden");

    [Fact]
    public async Task GetOvercommit_DefaultRegion_HasThePoolsWithTheirRatios()
    {
        var all = (await cloud.Operator.GetAsync("overcommit")).Read<PageView<OvercommitView>>(200).Items;
        Assert.Contains("general", all.Select(entry => entry.Pool));
        Assert.All(all, entry =>
        {
            Assert.Null(entry.Budget);
            Assert.StartsWith("static ", entry.Policy, StringComparison.Ordinal);
            Assert.True(entry.MayPromise >= entry.Vcpus, entry.Pool);
        });
        (await cloud.Member.GetAsync("overcommit")).Problem("forbidden");
    }

    [Fact]
    public async Task Get_FlavorsWithNeeds_AreCounted()
    {
        var all = (await cloud.Operator.GetAsync("capacity")).Read<PageView<FlavorSlotsView>>(200).Items;
        foreach (var flavor in (string[])["vm.isolated", "vm.hugepages", "vm.network", "vm.gpu-quarter", "vm.confidential"])
            Assert.True(all.Where(row => row.Flavor == flavor).Sum(row => row.AsAsked) > 0, flavor);
    }

    [Fact]
    public async Task GetOfProject_IsTheSmallerOfQuotaAndCapacity()
    {
        var project = await cloud.NewProjectAsync(instances: 2);
        var rows = (await cloud.Operator.GetAsync($"projects/{project.Name}/capacity?flavor=micro.small&zone=z1")).Read<PageView<ProjectSlotsView>>(200).Items;
        Assert.All(rows, row => Assert.Equal((2, "instances"), (row.More, row.LimitedBy)));
        await cloud.Operator.CreateAsync(project.Name, "first");
        rows = (await cloud.Operator.GetAsync($"projects/{project.Name}/capacity?flavor=micro.small")).Read<PageView<ProjectSlotsView>>(200).Items;
        Assert.All(rows, row => Assert.Equal((1, "instances"), (row.More, row.LimitedBy)));
    }
}
