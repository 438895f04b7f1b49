using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class InstanceActionsTests(SharedCloud cloud)
{
    [Fact]
    public async Task StopStartReboot_OfARunningInstance_GoThroughTheirStates()
    {
        var id = (await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("cycle"))).Id;
        foreach (var (action, during, after) in ((string, string, string)[])[("stop", "stopping", "stopped"), ("start", "starting", "running"), ("reboot", "rebooting", "running")])
        {
            var answer = await cloud.Member.PostAsync($"projects/alpha/instances/{id}:{action}");
            Assert.Equal(during, answer.Read<InstanceView>(202).State);
            await cloud.Member.WaitAsync("alpha", id, after);
            var operation = (await cloud.Member.GetAsync(answer.Header("Operation-Location"))).Read<OperationView>(200);
            Assert.Equal(($"instance.{action}", "succeeded"), (operation.Kind, operation.State));
        }
    }

    [Fact]
    public async Task Start_OfARunningInstance_NamesTheAllowedActions()
    {
        var id = (await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("started"))).Id;
        var refused = (await cloud.Member.PostAsync($"projects/alpha/instances/{id}:start")).Problem("action-not-allowed");
        Assert.Equal(["stop", "reboot", "delete"], refused.AllowedActions);
    }

    [Fact]
    public async Task Stop_AsReader_Answers403()
    {
        var id = (await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("kept"))).Id;
        (await cloud.Reader.PostAsync($"projects/alpha/instances/{id}:stop")).Problem("forbidden");
    }

    [Fact]
    public async Task UnknownAction_OnAnInstance_Answers404() =>
        (await cloud.Member.PostAsync($"projects/alpha/instances/{Guid.NewGuid()}:explode")).Problem("not-found");
}
