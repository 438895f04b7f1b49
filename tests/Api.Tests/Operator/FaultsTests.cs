using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Operator;

/// <summary>Faults over HTTP, against the live modelled world. Hosts of their own, so that nobody else's instances suffer.</summary>
public sealed class FaultsTests(SharedCloud cloud)
{
    private const string Host = "z3-r01-h01";

    private async Task<FaultView> InjectAsync(object body) => (await cloud.Operator.PostAsync("faults", body)).Read<FaultView>(201);

    private async Task<IReadOnlyList<HostFaultView>> OnHostAsync() => (await cloud.Operator.GetAsync($"hosts/{Host}")).Read<HostDetailView>(200).Host.Faults;

    [Fact]
    public async Task Inject_AndHeal_ShowsOnTheHostAndStaysInTheRecord()
    {
        var fault = await InjectAsync(new { kind = "clock-skew", target = new { host = Host }, offsetSeconds = -5 });
        Assert.Equal(("active", $"host {Host}", 1, (int?)null), (fault.State, fault.Target, fault.HostCount, fault.DurationSeconds));
        Assert.Equal("-5 s off, 1.1 s per second", fault.Description);
        Assert.Contains(await OnHostAsync(), shown => shown.Id == fault.Id && shown.Kind == "clock-skew");
        Assert.Contains((await cloud.Operator.GetAsync("faults?state=active")).Read<PageView<FaultView>>(200).Items, listed => listed.Id == fault.Id);

        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"faults/{fault.Id}")).Status);
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"faults/{fault.Id}")).Status);
        var healed = (await cloud.Operator.GetAsync($"faults/{fault.Id}")).Read<FaultView>(200);
        Assert.Equal("healed", healed.State);
        Assert.NotNull(healed.EndedBy);
        Assert.DoesNotContain(await OnHostAsync(), shown => shown.Id == fault.Id);
        Assert.Contains((await cloud.Operator.GetAsync("faults?state=ended")).Read<PageView<FaultView>>(200).Items, listed => listed.Id == fault.Id);
    }

    [Fact]
    public async Task Inject_ForASecond_EndsByItself()
    {
        var fault = await InjectAsync(new { kind = "slow-host", target = new { host = Host }, factor = 2, durationSeconds = 1 });
        Assert.NotNull(fault.EndsAt);
        FaultView now;
        do now = (await cloud.Operator.GetAsync($"faults/{fault.Id}")).Read<FaultView>(200);
        while (now.State == "active");
        Assert.Equal("expired", now.State);
        Assert.Equal(fault.EndsAt, now.EndedAt);
    }

    [Fact]
    public async Task Crash_OfAHost_StopsItsInstanceFromBeingStoppedUntilItIsHealed()
    {
        var running = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("dark"));
        var fault = await InjectAsync(new { kind = "host-crash", target = new { host = running.Placement.Host } });
        (await cloud.Member.PostAsync($"projects/alpha/instances/{running.Id}:stop")).Read<InstanceView>(202);
        // Whatever else the region does meanwhile: a host without power stops nothing.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        Assert.Equal("stopping", (await cloud.Member.GetAsync($"projects/alpha/instances/{running.Id}")).Read<InstanceView>(200).State);
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"faults/{fault.Id}")).Status);
        await cloud.Member.WaitAsync("alpha", running.Id, "stopped");
    }

    [Theory]
    [InlineData("kind", """{ "kind": "earthquake" }""")]
    [InlineData("direction", """{ "kind": "partition", "direction": "sideways" }""")]
    [InlineData("rate", """{ "kind": "lost-messages", "rate": 1.5 }""")]
    [InlineData("rate", """{ "kind": "slow-host", "rate": 0.5 }""")]
    [InlineData("factor", """{ "kind": "slow-host", "factor": 0.5 }""")]
    [InlineData("delayMs", """{ "kind": "late-messages", "delayMs": 60001 }""")]
    [InlineData("offsetSeconds", """{ "kind": "clock-skew", "offsetSeconds": 86401 }""")]
    [InlineData("durationSeconds", """{ "kind": "disk-full", "durationSeconds": 0 }""")]
    [InlineData("target.host", """{ "kind": "host-crash" }""")]
    [InlineData("target.host", """{ "kind": "disk-full", "target": { "host": "nowhere" } }""")]
    [InlineData("target.rack", """{ "kind": "rack-power-loss", "target": { "zone": "z1" } }""")]
    [InlineData("target.rack", """{ "kind": "rack-power-loss", "target": { "zone": "z1", "rack": "r99" } }""")]
    [InlineData("target.zone", """{ "kind": "disk-full", "target": { "rack": "r01" } }""")]
    [InlineData("target.zone", """{ "kind": "disk-full", "target": { "zone": "z9" } }""")]
    [InlineData("target", """{ "kind": "disk-full", "target": { "host": "z3-r01-h01", "zone": "z3" } }""")]
    public async Task Inject_WhatCannotBe_IsRefusedByField(string field, string body) =>
        (await cloud.Operator.PostAsync("faults", System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(body))).Field(field);

    [Fact]
    public async Task Drill_StartsItsFaultsWhereTheInstancesAre()
    {
        var drills = (await cloud.Operator.GetAsync("drills")).Read<PageView<DrillView>>(200).Items;
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "rack-power-loss", "brownout", "split" }, drills.Select(drill => drill.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All(drills, drill => Assert.NotEmpty(drill.Watch));

        var started = (await cloud.Operator.PostAsync("drills/grey-host:start", new { zone = "z3", durationSeconds = 60 })).Read<PageView<FaultView>>(200).Items;
        Assert.Equal(["slow-host", "stale-reports", "clock-skew"], started.Select(fault => fault.Kind));
        Assert.All(started, fault => Assert.True(fault is { Drill: "grey-host", HostCount: 1, DurationSeconds: 60 } && fault.Hosts[0].StartsWith("z3-", StringComparison.Ordinal)));
        foreach (var fault in started) Assert.Equal(204, (await cloud.Operator.DeleteAsync($"faults/{fault.Id}")).Status);

        (await cloud.Operator.PostAsync("drills/nothing:start", new { })).Problem("not-found");
        (await cloud.Operator.PostAsync("drills/split:start", new { zone = "z9" })).Field("zone");
    }

    [Fact]
    public async Task Faults_AsTenantOwner_Answer403()
    {
        (await cloud.Owner.GetAsync("faults")).Problem("forbidden");
        (await cloud.Owner.GetAsync("drills")).Problem("forbidden");
        (await cloud.Owner.PostAsync("faults", new { kind = "disk-full" })).Problem("forbidden");
        (await cloud.Owner.PostAsync("drills/split:start", new { })).Problem("forbidden");
        (await cloud.Owner.DeleteAsync($"faults/{Guid.NewGuid()}")).Problem("forbidden");
    }
}
