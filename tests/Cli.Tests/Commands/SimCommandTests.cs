using System.Text.Json;
using Cloud.Cli.Tests.Fakes;

namespace Cloud.Cli.Tests.Commands;

public sealed class SimCommandTests
{
    [Fact]
    public async Task Sim_OneSeed_ShowsTheWorldAndItsHashTwiceTheSame()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("sim", "--scenario", "restarts", "--seed", "0x2A", "-o", "json"));
        using var first = JsonDocument.Parse(run.Out);
        Assert.Equal("cloud sim --scenario restarts --seed 0x2A", first.RootElement[0].GetProperty("command").GetString());

        Assert.Equal(0, await run.RunAsync("sim", "--scenario", "restarts", "--seed", "42", "-o", "json"));
        using var second = JsonDocument.Parse(run.Out);
        Assert.Equal(first.RootElement[0].GetProperty("hash").GetString(), second.RootElement[0].GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Sim_PlantedBug_IsRefusedWithTheStatementItBreaks()
    {
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync("sim", "--seeds", "3", "--plant", "tell-twice"));
        Assert.Contains("events-are-numbered-once", run.Out, StringComparison.Ordinal);
        Assert.Contains("--plant tell-twice", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sim_List_NamesScenariosAndBugs()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("sim", "--list", "-o", "name"));
        Assert.Contains("storm", run.Out.Split('\n'));
        Assert.Contains("skip-epoch-check", run.Out.Split('\n'));
    }

    [Theory]
    [InlineData("--scenario", "weather")]
    [InlineData("--seed", "forty-two")]
    [InlineData("--seeds", "0")]
    [InlineData("--plant", "a-tree")]
    public async Task Sim_WrongWord_IsUsage(string option, string value)
    {
        using var run = new CliRun();
        Assert.Equal(2, await run.RunAsync("sim", option, value));
        Assert.StartsWith("cloud: ", run.Error, StringComparison.Ordinal);
    }
}
