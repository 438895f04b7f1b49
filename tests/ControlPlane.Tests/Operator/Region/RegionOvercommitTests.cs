using Cloud.ControlPlane.Operator.Region;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Tests.Operator.Region;

public sealed class RegionOvercommitTests
{
    private static readonly RegionFile File = RegionDefaults.File with
    {
        Pools =
        [
            RegionDefaults.File.Pools[0] with { Overcommit = new("max", 0, [new("percentile", 99, []), new("n-sigma", 5, [])]) },
            RegionDefaults.File.Pools[1] with { Overcommit = new("static", 2.5, []) },
            RegionDefaults.File.Pools[2],
        ],
        OvercommitRules = [new("", "", "0198a000-0000-7000-8000-000000000002", "", new("static", 1, [])), new("general", "", "", "container", new("n-sigma", 3.5, [])), new("", "0198a000-0000-7000-8000-000000000001", "", "", new("percentile", 95, []) { Budget = new(0.02, 0.1, 0.2) })],
    };

    [Fact]
    public void Read_Default_HasNoPolicies() => Assert.Empty(RegionFileReader.Read(RegionDefaults.Json).Region!.Overcommit.Rules);

    [Fact]
    public void Write_Policies_ReadBackTheSame()
    {
        var reading = RegionFileReader.Read(RegionFileWriter.Write(File));
        Assert.Equal("", reading.Describe());
        var rules = reading.Region!.Overcommit.Rules;
        Assert.Equal(["general", "dense", null, "general", null], rules.Select(rule => rule.Pool));
        Assert.Equal([new PercentileOfUse(99), new NSigma(5)], Assert.IsType<MaximumOf>(rules[0].Policy).Policies);
        Assert.Equal([new StaticRatio(2.5), new StaticRatio(1), new NSigma(3.5), new PercentileOfUse(95)], rules.Skip(1).Select(rule => rule.Policy));
        Assert.Equal(InstanceKind.Container, rules[3].Kind);
        Assert.Equal("0198a000-0000-7000-8000-000000000001", rules[4].Tenant!.Value.ToString());
        Assert.Equal((ViolationBudget.Default, new ViolationBudget(0.02, 0.1, 0.2)), (rules[3].Budget, rules[4].Budget));
    }

    [Fact]
    public void Read_EverythingWrong_ListsEveryError()
    {
        var wrong = RegionFileWriter.Write(File)
            .Replace("\"percentile\": 99", "\"percentile\": 101", StringComparison.Ordinal)
            .Replace("\"ratio\": 2.5", "\"ratio\": 9", StringComparison.Ordinal)
            .Replace("\"kind\": \"container\"", "\"kind\": \"pod\"", StringComparison.Ordinal)
            .Replace("\"project\": \"0198a000-0000-7000-8000-000000000002\"", "\"project\": \"team\"", StringComparison.Ordinal)
            .Replace("\"tenant\": \"0198a000-0000-7000-8000-000000000001\"", "\"tenant\": \"ours\"", StringComparison.Ordinal)
            .Replace("\"timeShare\": 0.02", "\"timeShare\": 2", StringComparison.Ordinal)
            .Replace("\"sigmas\": 3.5", "\"sigma\": 3.5", StringComparison.Ordinal)
            .Replace("\"memoryRatio\": 1, \"chargeOverhead\": true }", "\"memoryRatio\": 2, \"chargeOverhead\": true, \"overcommit\": { \"policy\": \"guess\" } }", StringComparison.Ordinal);
        Assert.Equal(
            [
                "$.overcommitRules[0].project", "$.overcommitRules[1].kind", "$.overcommitRules[1].sigma", "$.overcommitRules[1].sigmas",
                "$.overcommitRules[2].tenant", "$.overcommitRules[2].violationBudget.timeShare",
                "$.pools[0].overcommit.of[0].percentile", "$.pools[1].overcommit.ratio", "$.pools[2].memoryRatio", "$.pools[2].overcommit.policy",
            ],
            RegionFileReader.Read(wrong).Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }
}
