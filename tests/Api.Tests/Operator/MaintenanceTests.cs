using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Operator;

public sealed class MaintenanceTests(SharedCloud cloud)
{
    [Fact]
    public async Task Cordon_AndUncordon_ShowOnTheHost()
    {
        var host = (await cloud.Operator.PostAsync("hosts/z3-r01-h01:cordon?reason=fan%202")).Read<HostView>(200);
        Assert.Equal((true, "fan 2"), (host.Cordoned, host.CordonReason));
        Assert.True((await cloud.Operator.GetAsync("hosts/z3-r01-h01")).Read<HostDetailView>(200).Host.Cordoned);
        Assert.False((await cloud.Operator.PostAsync("hosts/z3-r01-h01:uncordon")).Read<HostView>(200).Cordoned);
    }

    [Fact]
    public async Task Cordon_UnknownHostOrTooLongAReason_IsRefused()
    {
        (await cloud.Operator.PostAsync("hosts/nowhere:cordon")).Problem("not-found");
        (await cloud.Operator.PostAsync("hosts/nowhere:uncordon")).Problem("not-found");
        (await cloud.Operator.PostAsync("hosts/z3-r01-h01:cordon?reason=" + new string('x', 201))).Field("reason");
    }

    [Fact]
    public async Task Maintenance_AsTenantOwner_Answers403()
    {
        (await cloud.Owner.PostAsync("hosts/z3-r01-h01:cordon")).Problem("forbidden");
        (await cloud.Owner.PostAsync("hosts/z3-r01-h01:uncordon")).Problem("forbidden");
        (await cloud.Owner.PostAsync("rebalancing:plan", new { goal = "drain", hosts = new[] { "z3-r01-h01" } })).Problem("forbidden");
    }

    [Fact]
    public async Task Plan_DrainOfAHost_NamesEveryInstanceOnItOnce()
    {
        var running = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("drained"));
        var host = running.Placement.Host;
        var plan = (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "drain", hosts = new[] { host }, budget = new { allowRestart = true, maxMoves = 1000 } })).Read<RebalancingPlanView>(200);
        var detail = (await cloud.Operator.GetAsync($"hosts/{host}")).Read<HostDetailView>(200);

        Assert.Equal(running.Zone, plan.Zone);
        var named = plan.Steps.Select(step => step.Instance).Concat(plan.NotMoved.Select(kept => kept.Instance)).ToHashSet();
        Assert.Contains(running.Id, named);
        Assert.Equal(plan.Before.OnListedHosts, plan.Steps.Count + plan.NotMoved.Count);
        Assert.All(plan.Steps, step => Assert.True(step.From == host && step.Target.Host != host && step.Gain > 0));
        Assert.Equal(plan.NotMoved.Count, plan.After.OnListedHosts);
        Assert.Contains(detail.Instances, instance => instance.Id == running.Id); // Nothing was moved.
        Assert.False(detail.Host.Cordoned);
    }

    [Theory]
    [InlineData("consolidate")]
    [InlineData("defragment")]
    [InlineData("relieve-hot-spots")]
    public async Task Plan_OfAZone_KeepsItsBudget(string goal)
    {
        var plan = (await cloud.Operator.PostAsync("rebalancing:plan", new { goal, zone = "z1", flavor = "vm.large", budget = new { maxMoves = 3, maxMib = 100_000 } })).Read<RebalancingPlanView>(200);
        Assert.True(plan.Steps.Count <= 3 && plan.Total.Mib <= 100_000);
        Assert.True(plan.After.Objective <= plan.Before.Objective);
    }

    [Fact]
    public async Task Plan_WrongInput_NamesEachField()
    {
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "tidy" })).Field("goal");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "drain" })).Field("hosts");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "drain", hosts = new[] { "nowhere" } })).Field("hosts");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "drain", hosts = new[] { "z1-r01-h01", "z2-r01-h01" } })).Field("hosts");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "consolidate" })).Field("zone");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "consolidate", zone = "z1", flavor = "none" })).Field("flavor");
        (await cloud.Operator.PostAsync("rebalancing:plan", new { goal = "consolidate", zone = "z1", budget = new { maxMoves = 5000 } })).Field("budget.maxMoves");
    }
}
