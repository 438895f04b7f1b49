using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.ControlPlane.Telemetry;

namespace Cloud.Api.Tests.Telemetry;

public sealed class MetricsTests(SharedCloud cloud)
{
    [Fact]
    public async Task List_Catalogue_SaysWhereEachNumberComesFrom()
    {
        var all = (await cloud.Reader.GetAsync("metrics")).Read<PageView<MetricView>>(200).Items;
        Assert.Equal(MetricCatalogue.All.Count, all.Count);
        Assert.All(all, metric => Assert.StartsWith("/api/v1/", metric.From, StringComparison.Ordinal));

        var racks = (await cloud.Reader.GetAsync("metrics?scope=rack")).Read<PageView<MetricView>>(200).Items;
        Assert.All(racks, metric => Assert.Equal("rack", metric.Scope));
        (await cloud.Reader.GetAsync("metrics?scope=planet")).Field("scope");
    }

    [Fact]
    public async Task Instance_OfAnotherProject_IsNotThere()
    {
        var project = await cloud.NewProjectAsync();
        var instance = await cloud.Operator.CreateAsync(project.Name, "mine");

        (await cloud.Outsider.GetAsync($"projects/{project.Name}/instances/{instance.Id}/metrics")).Problem("not-found");
        (await cloud.Outsider.GetAsync($"projects/beta/instances/{instance.Id}/metrics")).Problem("not-found");
        (await cloud.Outsider.GetAsync($"projects/beta/instances/{instance.Id}/metrics", ("Accept", "text/event-stream"))).Problem("not-found");
        Assert.Empty((await cloud.Outsider.GetAsync("projects/beta/metrics")).Read<PageView<InstanceMetricsView>>(200).Items);
    }

    [Theory]
    [InlineData("hosts/z1-r01-h01/metrics")]
    [InlineData("zones/z1/metrics")]
    [InlineData("zones/z1/racks/r01/metrics")]
    [InlineData("hosts:metrics")]
    public async Task Machines_ToTenants_AreForbidden(string path)
    {
        (await cloud.Owner.GetAsync(path)).Problem("forbidden");
        Assert.Equal(200, (await cloud.Operator.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("names=cpu.fun", "names")]
    [InlineData("step=61", "step")]
    [InlineData("step=ten", "step")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=1", "step")]
    public async Task Query_NotValid_NamesTheField(string query, string field) =>
        (await cloud.Operator.GetAsync($"zones/z1/metrics?{query}")).Field(field);

    [Theory]
    [InlineData("hosts/nowhere/metrics")]
    [InlineData("zones/z9/metrics")]
    [InlineData("zones/z1/racks/r99/metrics")]
    public async Task Machine_Unknown_IsNotFound(string path) => (await cloud.Operator.GetAsync(path)).Problem("not-found");
}
