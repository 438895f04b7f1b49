using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class PlacementsTests(SharedCloud cloud)
{
    [Fact]
    public async Task Get_OfAnInstance_TellsTheHostAndItsScore()
    {
        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("placed"));
        var decision = (await cloud.Member.GetAsync($"projects/alpha/instances/{created.Id}/placement")).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.Equal(created.Placement.Host, decision.Placement!.Host);
        Assert.Equal(created.Placement.Host, decision.Explanation.Best[0].Host);
        Assert.NotEmpty(decision.Explanation.Best[0].Terms);
    }

    [Fact]
    public async Task Explain_SmallVm_CreatesNothing()
    {
        var project = await cloud.NewProjectAsync();
        var decision = (await cloud.Operator.PostAsync($"projects/{project.Name}/placements:explain", new { kind = "vm", flavor = "vm.small", zone = "z2" })).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.StartsWith("z2-", decision.Placement!.Host, StringComparison.Ordinal);
        Assert.Empty((await cloud.Operator.GetAsync($"projects/{project.Name}/instances")).Read<PageView<InstanceView>>(200).Items);
    }

    [Fact]
    public async Task Explain_UnknownZone_NamesTheField() =>
        (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", zone = "z9" })).Field("zone");
}
