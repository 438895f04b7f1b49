using System.Text.Json.Nodes;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Operator;

/// <summary>Migrations, drains and evacuation over real HTTP: every verb and every refusal.</summary>
public sealed class MigrationTests(SharedCloud cloud)
{
    [Theory]
    [InlineData("live")]
    [InlineData("post-copy")]
    [InlineData("cold")]
    public async Task Migrate_OfARunningMicroVm_ArrivesElsewhereAndShowsHow(string mode)
    {
        var before = await VmAsync();
        var begun = await cloud.Operator.PostAsync("migrations", new { instance = before.Id, mode });
        Assert.Equal("migrating", begun.Read<InstanceView>(202).State);
        var operation = await FinishedAsync(begun);

        Assert.Equal(("succeeded", "instance.migrate"), (operation.State, operation.Kind));
        var after = (await cloud.Operator.GetAsync($"projects/alpha/instances/{before.Id}")).Read<InstanceView>(200);
        Assert.Equal("running", after.State);
        Assert.NotEqual(before.Placement.Host, after.Placement.Host);
        Assert.Equal(before.Zone, after.Zone);
        var how = operation.Migration!;
        Assert.Null(how.Failure);
        if (mode is "live") Assert.True(how.Rounds.Count > 0 && how.SentMib > 0 && how.DowntimeMs > 0);
        if (mode is "post-copy") Assert.True(how.PostCopy && how.DowntimeMs > 0);
        if (mode is "live") Assert.Equal(before.RunningSince, after.RunningSince);
    }

    [Fact]
    public async Task Migrate_OfAContainer_IsRefusedWhileItRuns_AndDoneCold()
    {
        var running = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("cold"));
        var refused = (await cloud.Operator.PostAsync("migrations", new { instance = running.Id })).Problem("action-not-allowed");
        Assert.Contains("kernel", refused.Detail, StringComparison.Ordinal);
        Assert.Equal("succeeded", (await FinishedAsync(await cloud.Operator.PostAsync("migrations", new { instance = running.Id, mode = "cold" }))).State);
    }

    [Fact]
    public async Task Migrate_WhatCannotBe_SaysWhy()
    {
        var running = await VmAsync();
        (await cloud.Operator.PostAsync("migrations", new { instance = Guid.NewGuid() })).Problem("not-found");
        Assert.Equal("mode", (await cloud.Operator.PostAsync("migrations", new { instance = running.Id, mode = "teleport" })).Field("mode").Field);
        Assert.Contains("where it is", (await cloud.Operator.PostAsync("migrations", new { instance = running.Id, host = running.Placement.Host })).Field("host").Message, StringComparison.Ordinal);
        Assert.Contains("no host", (await cloud.Operator.PostAsync("migrations", new { instance = running.Id, host = "nowhere" })).Field("host").Message, StringComparison.Ordinal);
        Assert.Contains("zone", (await cloud.Operator.PostAsync("migrations", new { instance = running.Id, host = await OtherZoneAsync(running.Zone) })).Field("host").Message, StringComparison.Ordinal);
        (await cloud.Operator.PostAsync($"migrations/{running.Id}:cancel")).Problem("action-not-allowed");
        (await cloud.Operator.PostAsync("migrations", new { instance = running.Id }, ("If-Match", "\"999\""))).Problem("precondition-failed");
        (await cloud.Owner.PostAsync("migrations", new { instance = running.Id })).Problem("forbidden");
        var stopped = (await cloud.Member.PostAsync($"projects/alpha/instances/{running.Id}:stop")).Read<InstanceView>(202);
        await cloud.Member.WaitAsync("alpha", stopped.Id, "stopped");
        Assert.Contains("cold", (await cloud.Operator.PostAsync("migrations", new { instance = running.Id })).Problem("action-not-allowed").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_BeforeTheSwitchOver_LeavesItWhereItIs()
    {
        var running = await VmAsync();
        (await cloud.Operator.PostAsync("migrations", new { instance = running.Id, mibPerSecond = 1 })).Read<InstanceView>(202);
        var listed = (await cloud.Operator.GetAsync("migrations?limit=200")).Read<PageView<MovingInstanceView>>(200).Items.Single(moving => moving.Instance == running.Id);
        Assert.Equal(("live", running.Placement.Host), (listed.Mode, listed.Host));
        Assert.NotNull(listed.Target);
        (await cloud.Member.PostAsync($"projects/alpha/instances/{running.Id}:stop")).Problem("action-not-allowed");

        var stays = (await cloud.Operator.PostAsync($"migrations/{running.Id}:cancel")).Read<InstanceView>(200);
        Assert.Equal(("running", running.Placement.Host), (stays.State, stays.Placement.Host));
    }

    [Fact]
    public async Task Evacuate_AHostThatLives_IsRefused()
    {
        var refused = (await cloud.Operator.PostAsync("hosts/z3-r01-h01:evacuate")).Problem("action-not-allowed");
        Assert.Contains("may not run twice", refused.Detail, StringComparison.Ordinal);
        (await cloud.Operator.PostAsync("hosts/nowhere:evacuate")).Problem("not-found");
        (await cloud.Owner.PostAsync("hosts/z3-r01-h01:evacuate")).Problem("forbidden");
    }

    [Fact]
    public async Task Drain_EmptiesTheHost_AndOpensAgain()
    {
        var running = await VmAsync();
        var host = running.Placement.Host;
        try
        {
            (await cloud.Operator.PostAsync($"hosts/{host}:pause-drain")).Problem("action-not-allowed");
            Assert.Equal("maxConcurrent", (await cloud.Operator.PostAsync($"hosts/{host}:drain?maxConcurrent=0")).Field("maxConcurrent").Field);
            var begun = (await cloud.Operator.PostAsync($"hosts/{host}:drain?maxConcurrent=8&allowCold=true&reason=fan")).Read<HostView>(200);
            Assert.Equal((true, "fan"), (begun.Cordoned, begun.CordonReason));
            Assert.True((await cloud.Operator.PostAsync($"hosts/{host}:pause-drain")).Read<HostView>(200).Drain!.State is "paused" or "ready"); // It may be empty by now.
            Assert.NotEqual("paused", (await cloud.Operator.PostAsync($"hosts/{host}:resume-drain")).Read<HostView>(200).Drain!.State);
            for (var i = 0; i < 600 && (await HostAsync(host)).Drain!.State is not "ready"; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
            var ready = await HostAsync(host);
            Assert.Equal(("ready", 0), (ready.Drain!.State, ready.Instances));
            Assert.Null((await cloud.Operator.PostAsync($"hosts/{host}:cancel-drain")).Read<HostView>(200).Drain);
        }
        finally
        {
            await cloud.Operator.PostAsync($"hosts/{host}:uncordon");
        }

        var moved = await cloud.Operator.WaitAsync("alpha", running.Id, "running");
        Assert.NotEqual(host, moved.Placement.Host);
    }

    private async Task<InstanceView> VmAsync()
    {
        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("mover"), "microvm", "micro.small", "alpine-3.22");
        return await cloud.Member.WaitAsync("alpha", created.Id, "running");
    }

    private async Task<HostView> HostAsync(string host) => (await cloud.Operator.GetAsync($"hosts/{host}")).Read<HostDetailView>(200).Host;

    private async Task<string> OtherZoneAsync(string zone) =>
        (await cloud.Operator.GetAsync("hosts?limit=200")).Read<PageView<HostView>>(200).Items.First(host => host.Zone != zone).Name;

    private async Task<OperationView> FinishedAsync(Answer begun)
    {
        Assert.Equal(202, begun.Status);
        var path = begun.Header("Operation-Location")["/api/v1/".Length..];
        for (var i = 0; i < 600; i++)
        {
            var operation = (await cloud.Operator.GetAsync(path)).Read<OperationView>(200);
            if (operation.State is not "running") return operation;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(JsonNode.Parse((await cloud.Operator.GetAsync(path)).Body)!.ToString());
    }
}
