using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class OperationsTests(SharedCloud cloud)
{
    [Fact]
    public async Task List_OfAProject_IsNewestFirstAndPaged()
    {
        var project = await cloud.NewProjectAsync();
        foreach (var index in Enumerable.Range(0, 5))
            await cloud.Operator.CreateAsync(project.Name, $"i{index}");

        var first = (await cloud.Operator.GetAsync($"projects/{project.Name}/operations?limit=3")).Read<PageView<OperationView>>(200);
        var second = (await cloud.Operator.GetAsync($"projects/{project.Name}/operations?limit=3&cursor={first.Next}")).Read<PageView<OperationView>>(200);
        Assert.Equal(["i4", "i3", "i2", "i1", "i0"], first.Items.Concat(second.Items).Select(operation => operation.InstanceName));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task List_ByInstance_ReturnsOnlyItsOperations()
    {
        var project = await cloud.NewProjectAsync();
        await cloud.Operator.CreateAsync(project.Name, "a");
        var wanted = await cloud.Operator.CreateAsync(project.Name, "b");
        var page = (await cloud.Operator.GetAsync($"projects/{project.Name}/operations?instance={wanted.Id}")).Read<PageView<OperationView>>(200);
        Assert.Equal("b", Assert.Single(page.Items).InstanceName);
    }

    [Fact]
    public async Task Get_UnknownOperation_Answers404() => (await cloud.Member.GetAsync($"operations/{Guid.NewGuid()}")).Problem("not-found");
}
