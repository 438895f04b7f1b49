using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Groups;
using Cloud.Simulation.Experiments.Topology;

namespace Cloud.Replay.Tests.Published;

/// <summary>huawei-topology-2025 with all group rules hard, verified by a checker that shares no code with the engine.</summary>
public sealed class TopologyTests
{
    [Theory]
    [InlineData("C1", "best-fit")]
    [InlineData("C2", "first-fit")]
    [InlineData("C3", "best-fit")]
    [InlineData("C4", "first-fit")]
    [InlineData("C5", "balance-fit")]
    public void Sequence_EveryHardRule_HoldsByTheIndependentChecker(string sequence, string policy)
    {
        var data = PublicData.With("huawei-topology-2025", "PM_res.csv");
        var (hosts, requests) = (data.TopologyHosts(), data.TopologySequence(sequence));
        var result = TopologyRun.Of(hosts, requests, PlacementProfiles.Find(policy)!, TopologyReading.Default);

        Assert.Empty(TopologyChecker.Check(hosts, result.Placed, TopologyReading.Default));
        Assert.Equal((1_710, 4_998), (hosts.Count, result.Requests));
        // Every VM without a group fits, and most of the others: a run that refuses a tenth has gone wrong.
        Assert.InRange(result.Placed.Count, 4_500, 4_998);
        Assert.Contains(result.Placed, placed => placed.Placement.Claims.Count == 2);
    }

    /// <summary>The engine told to mind no rule must be caught: the checker is shown real violations of every kind.</summary>
    [Fact]
    public void Checker_PlacementsThatMindNoRule_FindsEveryKindOfViolation()
    {
        var data = PublicData.With("huawei-topology-2025", "PM_res.csv");
        var (hosts, requests) = (data.TopologyHosts(), data.TopologySequence("C1"));
        var loose = new TopologyReading(DomainLevel.Zone, DomainLevel.Host, DomainLevel.Host);
        var result = TopologyRun.Of(hosts, requests, PlacementProfiles.Find("best-fit")!, loose);
        Assert.Empty(TopologyChecker.Check(hosts, result.Placed, loose));

        var found = TopologyChecker.Check(hosts, result.Placed, TopologyReading.Strict);
        Assert.Contains(found, violation => violation.StartsWith("affinity-", StringComparison.Ordinal));
        Assert.Contains(found, violation => violation.StartsWith("anti-affinity-", StringComparison.Ordinal));
        Assert.Contains(found, violation => violation.StartsWith("fault_domain-", StringComparison.Ordinal));

        // The same host twice over is overfull; a VM of two parts on one NUMA node is wrongly laid out.
        var doubled = result.Placed.Concat(result.Placed);
        Assert.Contains(TopologyChecker.Check(hosts, doubled, loose), violation => violation.EndsWith("is overfull", StringComparison.Ordinal));
        var two = result.Placed.First(placed => placed.Placement.Claims.Count == 2);
        NumaClaim[] same = [two.Placement.Claims[0], two.Placement.Claims[0]];
        Assert.NotEmpty(TopologyChecker.Check(hosts, [two with { Placement = two.Placement with { Claims = same } }], loose));
    }
}
