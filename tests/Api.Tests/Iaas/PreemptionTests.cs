using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Api.Tests.Iaas;

/// <summary>A region of one host, which four spot instances of half a NUMA node fill: whoever comes next has to take somebody's room.</summary>
public sealed class PreemptionTests : IAsyncLifetime
{
    private static readonly RegionFile Region = RegionDefaults.File with { Zones = [new("z1", [new("r01", [new("xeon-6338-2s", "default", "dedicated", 1)], [])])] };

    private readonly string _directory = CloudProcess.NewDirectory();
    private CloudProcess _cloud = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_directory, "tiny.json");
        await File.WriteAllTextAsync(file, RegionFileWriter.Write(Region));
        _cloud = await CloudProcess.StartAsync(_directory, ["--region", file]);
        _client = await _cloud.SignInAsync("operator", _cloud.OperatorPassword);
        var tenant = (await _client.PostAsync("tenants", new { name = "t" })).Read<TenantView>(201);
        (await _client.PostAsync("projects", new { tenant = tenant.Id, name = "p", limit = new ResourceCountView(10_000, 1_000_000, 1_000_000_000, 1_000_000) })).Read<ProjectView>(201);
        (await _client.PostAsync("projects", new { tenant = tenant.Id, name = "q", limit = new ResourceCountView(10_000, 1_000_000, 1_000_000_000, 1_000_000) })).Read<ProjectView>(201);
        (await _client.PostAsync("flavors", new { name = "vm.half", description = "Half a NUMA node", kinds = new[] { "vm" }, vcpus = 30, memoryMib = 4_096, diskGib = 8, numaNodes = 1, cpuPolicy = "dedicated" })).Read<FlavorView>(201);
    }

    private static object Half(string name, bool spot = false, int priority = 0, string? preemption = null) =>
        new { name, kind = "vm", flavor = "vm.half", image = "debian-13", spot, priority, preemption };

    private async Task<List<InstanceView>> FillAsync(string project)
    {
        var all = new List<InstanceView>();
        while (true)
        {
            var answer = await _client.PostAsync($"projects/{project}/instances", Half($"spot-{all.Count}", spot: true));
            if (answer.Status == 507) return all;
            all.Add(answer.Read<InstanceView>(201));
        }
    }

    [Fact]
    public async Task Create_OfHigherPriority_EndsOneSpotInstanceAndRunsInItsRoom()
    {
        var spots = await FillAsync("q");
        foreach (var spot in spots) await _client.WaitAsync("q", spot.Id, "running");

        var explained = (await _client.PostAsync("projects/p/placements:explain", new { kind = "vm", flavor = "vm.half", priority = 10 })).Read<PlacementDecisionView>(200);
        Assert.Equal((false, true, 1), (explained.Fits, explained.Preemption!.Possible, explained.Preemption.Victims));
        Assert.StartsWith("Preempting 1 spot instance on z1-r01-h", explained.Preemption.Summary, StringComparison.Ordinal);
        Assert.Null(Assert.Single(explained.Preemption.Instances).Instance); // Of another project.

        var refused = (await _client.PostAsync("projects/p/instances", Half("web", priority: 10, preemption: "never"))).Problem("no-capacity");
        Assert.Contains(refused.Explanation!.Advice, piece => piece.Kind == "preempt" && piece.Text.Contains("s of work lost", StringComparison.Ordinal));
        Assert.Contains(refused.Explanation.Advice, piece => piece.Kind is "wait" or "leave");
        (await _client.PostAsync("projects/p/instances", Half("web", priority: 10, preemption: "perhaps"))).Field("preemption");

        var answer = await _client.PostAsync("projects/p/instances", Half("web", priority: 10), ("Idempotency-Key", "web"));
        var waiting = answer.Read<InstanceView>(201);
        Assert.Equal(("creating", 0), (waiting.State, waiting.Placement.NumaNodes.Count));
        var running = await _client.WaitAsync("p", waiting.Id, "running");
        Assert.NotEmpty(running.Placement.NumaNodes);
        var operation = (await _client.GetAsync(answer.Header("Operation-Location"))).Read<OperationView>(200);
        Assert.Contains(operation.Steps, step => step.Name == "waiting-for-room");
        Assert.Equal(waiting.Id, (await _client.PostAsync("projects/p/instances", Half("web", priority: 10), ("Idempotency-Key", "web"))).Read<InstanceView>(201).Id);

        var events = (await _client.GetAsync("projects/q/events?limit=200")).Read<PageView<EventView>>(200).Items;
        var told = Assert.Single(events, told => told.Message.Contains("is preempted: an instance of priority 10 needs its room", StringComparison.Ordinal));
        Assert.Equal("instance.deleting", told.Type);
        Assert.Equal(spots.Count - 1, (await _client.GetAsync("projects/q/instances")).Read<PageView<InstanceView>>(200).Items.Count);
        var why = (await _client.GetAsync($"projects/p/instances/{waiting.Id}/placement")).Read<PlacementDecisionView>(200);
        Assert.Equal("preempt", Assert.Single(why.Explanation.Advice).Kind);
    }

    [Fact]
    public async Task Create_WithNotice_TellsTheVictimBeforeItEndsIt()
    {
        var spots = await FillAsync("q");
        foreach (var spot in spots) await _client.WaitAsync("q", spot.Id, "running");
        var waiting = (await _client.PostAsync("projects/p/instances", Half("web", priority: 1, preemption: "notice"))).Read<InstanceView>(201);
        await _client.WaitAsync("p", waiting.Id, "running");
        var events = (await _client.GetAsync("projects/q/events?limit=200")).Read<PageView<EventView>>(200).Items;
        var notice = Assert.Single(events, told => told.Type == "instance.preempting");
        var end = Assert.Single(events, told => told.Type == "instance.deleting");
        Assert.True(notice.Sequence < end.Sequence && notice.Instance == end.Instance);
    }

    [Fact]
    public async Task Create_WhenOnlyEqualsAreThere_IsRefused()
    {
        await FillAsync("q");
        (await _client.PostAsync("projects/p/instances", Half("web"))).Problem("no-capacity");
        Assert.All((await _client.GetAsync("projects/q/instances")).Read<PageView<InstanceView>>(200).Items, spot => Assert.NotEqual("deleting", spot.State));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cloud.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
