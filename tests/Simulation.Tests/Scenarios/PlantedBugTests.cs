using Cloud.ControlPlane.Operator.Faults;
using Cloud.Simulation.Checkers;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Tests.Scenarios;

/// <summary>The checkers checked: each planted bug is found by the statement that it breaks, within a bounded number of seeds.</summary>
public sealed class PlantedBugTests
{
    private const int SeedsMax = 40;

    /// <summary>Seeds in which a bug must stay hidden while its fault does not strike.</summary>
    private const int HiddenSeeds = 12;

    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Select(bug => bug.Name)];

    public static TheoryData<string, FaultKind> Needs =>
        [.. PlantedBugs.All.SelectMany(bug => bug.Needs.Select(kind => new TheoryDataRow<string, FaultKind>(bug.Name, kind)))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void PlantedBug_IsFoundByTheStatementItBreaksOrHiddenWithoutItsFault(string name)
    {
        var bug = PlantedBugs.Find(name)!;
        if (bug.Needs.Count == 0) Assert.True(Finds(bug, bug.In ?? ScenarioCatalogue.Storm, SeedsMax), $"{bug.Breaks} did not find {name}");
        else Assert.False(Finds(bug, ScenarioCatalogue.Only(), HiddenSeeds), $"{name} shows without a fault that it is said to need");
    }

    /// <summary>A fault that no bug needs might as well not be simulated; and one that changes nothing would not be noticed.</summary>
    [Theory]
    [MemberData(nameof(Needs))]
    public void PlantedBug_ThatNeedsAFault_IsFoundWithItAlone(string name, FaultKind kind)
    {
        var bug = PlantedBugs.Find(name)!;
        Assert.True(Finds(bug, ScenarioCatalogue.Only(kind), SeedsMax), $"{kind.Name()} did not bring {name} to light");
    }

    [Fact]
    public void EveryChecker_HasABugThatTripsIt()
    {
        string[] checkers = [CloudCheckers.NothingBreaks, .. CloudCheckers.New().Select(checker => checker.Name)];
        Assert.Equal(checkers.Order(StringComparer.Ordinal), PlantedBugs.All.Select(bug => bug.Breaks).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFault_HasABugThatNeedsIt() =>
        Assert.Equal(FaultNames.Kinds.Order(), PlantedBugs.All.SelectMany(bug => bug.Needs).Distinct().Order());

    [Fact]
    public void EveryChecker_HasANameOfItsOwn()
    {
        var names = CloudCheckers.New().Select(checker => checker.Name).ToList();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
    }

    private static bool Finds(PlantedBug bug, Scenario scenario, int seeds)
    {
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            if (SimRun.Run(scenario, seed, bug.Plant()).Violations.Any(violation => string.Equals(violation.Checker, bug.Breaks, StringComparison.Ordinal))) return true;
        }

        return false;
    }
}
