using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

/// <summary>What a guest does: asked for at its creation, changed while it lives.</summary>
public sealed class WorkloadTests(SharedCloud cloud)
{
    private static object Body(string name, object? workload) => new { name, kind = "microvm", flavor = "micro.small", image = "alpine-3.22", workload };

    private Task<Answer> Put(Guid instance, object workload, params (string Name, string Value)[] headers) =>
        cloud.Member.SendAsync(HttpMethod.Put, $"projects/alpha/instances/{instance}/workload", workload, headers);

    [Fact]
    public async Task Create_WithWorkload_ShowsItAndWithoutTheDefaultOfItsKind()
    {
        var asked = (await cloud.Member.PostAsync("projects/alpha/instances", Body(cloud.NewName("web"), new { kind = "web", ratePerSecond = 200 }))).Read<InstanceView>(201);
        Assert.Equal(("web", 200d), (asked.Workload!.Kind, asked.Workload.RatePerSecond));
        var usual = (await cloud.Member.PostAsync("projects/alpha/instances", Body(cloud.NewName("usual"), null))).Read<InstanceView>(201);
        Assert.Equal(("web", null), (usual.Workload!.Kind, usual.Workload.RatePerSecond));
    }

    [Fact]
    public async Task Put_OnARunningInstance_ChangesItByVersionAndSaysSo()
    {
        var created = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("changing"));
        var schedule = new { kind = "schedule", repeatSeconds = 3600, points = new[] { new { seconds = 0, cpu = 0.2 }, new { seconds = 1800, cpu = 0.9 } } };
        var answer = await Put(created.Id, schedule, ("If-Match", $"\"v{created.Version}\""));
        var changed = answer.Read<InstanceView>(200);
        Assert.Equal(("schedule", 3600d, 1800d, 0.9), (changed.Workload!.Kind, changed.Workload.RepeatSeconds, changed.Workload.Points![1].Seconds, changed.Workload.Points[1].Cpu));
        Assert.Equal((created.Version + 1, $"\"v{changed.Version}\"", "running"), (changed.Version, answer.Header("ETag"), changed.State));
        (await Put(created.Id, schedule, ("If-Match", $"\"v{created.Version}\""))).Problem("precondition-failed");

        var events = (await cloud.Member.GetAsync($"projects/alpha/events?instance={created.Id}")).Read<PageView<EventView>>(200).Items;
        Assert.Contains(events, happened => happened.Type is "instance.updated" && happened.Message.Contains("schedule", StringComparison.Ordinal));
        Assert.Equal("schedule", (await cloud.Member.GetAsync($"projects/alpha/instances/{created.Id}")).Read<InstanceView>(200).Workload!.Kind);
    }

    [Fact]
    public async Task Put_OnOneBeingDeleted_IsRefused()
    {
        var created = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("going"));
        await cloud.Member.DeleteAsync($"projects/alpha/instances/{created.Id}");
        var answer = await Put(created.Id, new { kind = "idle" });
        Assert.Contains(answer.Status, new[] { 409, 404 }); // It may be gone by then.
    }

    [Fact]
    public async Task Refusal_NamesFieldLimitAndWhatIsAccepted()
    {
        async Task<FieldErrorView> Refused(object workload) =>
            Assert.Single((await cloud.Member.PostAsync("projects/alpha/instances", Body("no", workload))).Problem("validation-failed").Errors!);

        const string kinds = "one of idle, web, database, batch, memory_hog, network_function, schedule";
        Assert.Equal(new("workload.kind", "is 'crypto'", kinds), await Refused(new { kind = "crypto" }));
        Assert.Equal(new("workload.kind", "is 'trace'", kinds), await Refused(new { kind = "trace" }));
        Assert.Equal(new("workload.ratePerSecond", "is -1", "0.001 to 100000000 per second"), await Refused(new { kind = "web", ratePerSecond = -1 }));
        Assert.Equal(new("workload.ratePerSecond", "is given for batch", "nothing; web, database and network_function have a rate"), await Refused(new { kind = "batch", ratePerSecond = 1 }));
        Assert.Equal(new("workload.points", "has 0 entries", "1 to 288"), await Refused(new { kind = "schedule" }));
        Assert.Equal(new("workload.points[0].cpu", "is 2", "0 to 1, a share of the vCPUs"), await Refused(new { kind = "schedule", points = new[] { new { seconds = 0, cpu = 2 } } }));
        Assert.Equal("workload.points[1].seconds", (await Refused(new { kind = "schedule", points = new[] { new { seconds = 0, cpu = 1 }, new { seconds = 0, cpu = 1 } } })).Field);
        Assert.Equal("workload.repeatSeconds", (await Refused(new { kind = "idle", repeatSeconds = 60 })).Field);

        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("put"));
        var error = Assert.Single((await Put(created.Id, new { kind = "nothing" })).Problem("validation-failed").Errors!);
        Assert.Equal(new("kind", "is 'nothing'", kinds), error);
    }

    [Fact]
    public async Task CreateTwice_SameKeyOtherWorkload_IsAConflict()
    {
        var (key, name) = (cloud.NewName("key"), cloud.NewName("once"));
        object With(int rate) => Body(name, new { kind = "web", ratePerSecond = rate });
        (await cloud.Member.PostAsync("projects/alpha/instances", With(10), ("Idempotency-Key", key))).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", With(10), ("Idempotency-Key", key))).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", With(20), ("Idempotency-Key", key))).Problem("idempotency-key-reused");
    }
}
