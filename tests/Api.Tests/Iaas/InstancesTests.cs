using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class InstancesTests(SharedCloud cloud)
{
    private static object Small(string name) => new { name, kind = "microvm", flavor = "micro.small", image = "alpine-3.22", labels = new { tier = "front" } };

    [Fact]
    public async Task Create_SmallMicroVm_Answers201InStateCreatingAndLeadsToItsOperation()
    {
        var name = cloud.NewName("web");
        var answer = await cloud.Member.PostAsync("projects/alpha/instances", Small(name));
        var created = answer.Read<InstanceView>(201);

        Assert.Equal((name, "microvm", "micro.small", "alpine-3.22", "creating"), (created.Name, created.Kind, created.Flavor, created.Image, created.State));
        Assert.Equal("front", created.Labels["tier"]);
        Assert.Equal(["delete"], created.AllowedActions);
        Assert.Equal($"/api/v1/projects/{cloud.Alpha.Id}/instances/{created.Id}", answer.Header("Location"));
        Assert.Equal($"\"v{created.Version}\"", answer.Header("ETag"));
        Assert.Equal($"/api/v1/operations/{created.Operation}", answer.Header("Operation-Location"));

        var running = await cloud.Member.WaitAsync("alpha", created.Id, "running");
        Assert.Equal(["stop", "reboot", "delete"], running.AllowedActions);
        Assert.Null(running.Operation);
        Assert.NotNull(running.RunningSince);
        var operation = (await cloud.Member.GetAsync(answer.Header("Operation-Location"))).Read<OperationView>(200);
        Assert.Equal(("instance.create", "succeeded", 100), (operation.Kind, operation.State, operation.Percent));
        Assert.Contains(operation.Steps, step => step.Name == "kernel");
    }

    [Fact]
    public async Task Create_NameInUse_Answers409()
    {
        var name = cloud.NewName("twice");
        (await cloud.Member.PostAsync("projects/alpha/instances", Small(name))).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", Small(name))).Problem("name-taken");
    }

    [Fact]
    public async Task Create_AsReader_Answers403() =>
        (await cloud.Reader.PostAsync("projects/alpha/instances", Small(cloud.NewName("no")))).Problem("forbidden");

    [Fact]
    public async Task Create_AboveQuota_NamesResourceAndLimit()
    {
        var project = await cloud.NewProjectAsync(instances: 1);
        await cloud.Operator.CreateAsync(project.Name, "first");
        var refused = (await cloud.Operator.PostAsync($"projects/{project.Name}/instances", Small("second"))).Problem("quota-exceeded");
        Assert.Equal(new QuotaExcessView("instances", 2, 1), refused.Quota);
    }

    [Fact]
    public async Task Create_MoreThanAnyHostHas_Answers507WithTheReason()
    {
        var flavor = cloud.NewName("huge");
        (await cloud.Operator.PostAsync("flavors", new { name = flavor, vcpus = 512, memoryMib = 1_000_000, diskGib = 10, kinds = new[] { "vm" } })).Read<FlavorView>(201);
        var project = await cloud.NewProjectAsync();
        var refused = (await cloud.Operator.PostAsync($"projects/{project.Name}/instances", new { name = "huge", kind = "vm", flavor, image = "debian-13" })).Problem("no-capacity");

        Assert.Equal(0, refused.Explanation!.HostsFitting);
        Assert.NotEmpty(refused.Explanation.Refusals);
        Assert.NotEmpty(refused.Explanation.Advice);
        var use = (await cloud.Operator.GetAsync($"projects/{project.Name}")).Read<ProjectView>(200).Use;
        Assert.Equal(0, use.Instances);
    }

    [Fact]
    public async Task Create_UnknownFlavorAndWrongImage_NamesBothFields()
    {
        var answer = await cloud.Member.PostAsync("projects/alpha/instances", new { name = "x", kind = "container", flavor = "nope", image = "debian-13" });
        var fields = answer.Problem("validation-failed").Errors!.Select(error => error.Field).ToList();
        Assert.Contains("flavor", fields);
        Assert.Contains("image", fields);
    }

    [Fact]
    public async Task Create_UnknownKind_NamesTheKinds()
    {
        var error = (await cloud.Member.PostAsync("projects/alpha/instances", new { name = "x", kind = "vmm", flavor = "vm.small", image = "debian-13" })).Field("kind");
        Assert.Equal("one of vm, microvm, container", error.Accepted);
    }

    [Fact]
    public async Task List_ByStateKindNameAndLabel_ReturnsOnlyMatches()
    {
        var project = await cloud.NewProjectAsync();
        await cloud.Operator.CreateRunningAsync(project.Name, "plain");
        var front = (await cloud.Operator.PostAsync($"projects/{project.Name}/instances", Small("front-1"))).Read<InstanceView>(201);
        await cloud.Operator.WaitAsync(project.Name, front.Id, "running");

        async Task<string[]> Names(string query) =>
            [.. (await cloud.Operator.GetAsync($"projects/{project.Name}/instances?{query}")).Read<PageView<InstanceView>>(200).Items.Select(item => item.Name)];

        Assert.Equal(["plain", "front-1"], await Names("state=running"));
        Assert.Empty(await Names("state=stopped"));
        Assert.Equal(["front-1"], await Names("kind=microvm"));
        Assert.Equal(["front-1"], await Names("name=ront"));
        Assert.Equal(["front-1"], await Names("label=tier"));
        Assert.Equal(["front-1"], await Names("label=tier%3Dfront"));
        Assert.Empty(await Names("label=tier%3Dback"));
        Assert.Empty(await Names("label=tier&label=owner"));
    }

    [Fact]
    public async Task List_PageByPage_VisitsEachInstanceOnceInOrder()
    {
        var project = await cloud.NewProjectAsync();
        var created = new List<Guid>();
        foreach (var index in Enumerable.Range(0, 7))
            created.Add((await cloud.Operator.CreateAsync(project.Name, $"i{index}")).Id);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await cloud.Operator.GetAsync($"projects/{project.Name}/instances?limit=3{(cursor is null ? "" : "&cursor=" + cursor)}")).Read<PageView<InstanceView>>(200);
            Assert.InRange(page.Items.Count, 1, 3);
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(created, seen);
    }

    [Fact]
    public async Task Label_WithNewLabels_ReplacesAllAndRaisesTheVersion()
    {
        var created = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("label"));
        var labelled = (await cloud.Member.PatchAsync($"projects/alpha/instances/{created.Id}", new { labels = new { owner = "aysel" } })).Read<InstanceView>(200);
        Assert.Equal("aysel", Assert.Single(labelled.Labels).Value);
        Assert.Equal(created.Version + 1, labelled.Version);
    }

    [Fact]
    public async Task Get_TextThatIsNoId_Answers404() =>
        (await cloud.Member.GetAsync("projects/alpha/instances/web-1")).Problem("not-found");

    [Fact]
    public async Task Delete_RunningInstance_Answers202AndThenItIsGone()
    {
        var created = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("gone"));
        var answer = await cloud.Member.DeleteAsync($"projects/alpha/instances/{created.Id}");
        Assert.Equal("deleting", answer.Read<InstanceView>(202).State);
        while ((await cloud.Member.GetAsync($"projects/alpha/instances/{created.Id}")).Status != 404)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var operation = (await cloud.Member.GetAsync(answer.Header("Operation-Location"))).Read<OperationView>(200);
        Assert.Equal(("instance.delete", "succeeded"), (operation.Kind, operation.State));
    }
}
