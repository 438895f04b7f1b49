using Cloud.Simulation.Checkers;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Tests.Scenarios;

/// <summary>The checkers checked: each planted bug is found by a statement that it breaks, within a bounded number of seeds.</summary>
public sealed class PlantedBugTests
{
    private const int SeedsMax = 40;

    public static TheoryData<string, string> Bugs => new()
    {
        { "skip-epoch-check", "memory-is-what-is-stored" },
        { "forget-release", "ledgers-agree" },
        { "release-on-stop", "nothing-breaks" },
        { "retry-reboot", "hosts-hold-what-is-wanted" },
        { "lose-acknowledged", "memory-is-what-is-stored" },
        { "forget-quota", "quotas-hold" },
        { "believe-stale-report", "hosts-hold-what-is-wanted" },
        { "forget-command", "nothing-is-under-way" },
        { "tell-twice", "events-are-numbered-once" },
        { "half-a-commit", "operations-match-states" },
        { "place-elsewhere", "memory-is-what-is-stored" },
        { "never-retry", "nothing-is-under-way" },
        { "reset-generation", "generations-only-rise" },
        { "refuse-without-reason", "refusals-name-their-rule" },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void PlantedBug_IsFoundByTheStatementItBreaks(string name, string checker)
    {
        var bug = PlantedBugs.Find(name)!;
        var found = new List<Violation>();
        for (var seed = 1UL; seed <= SeedsMax && !found.Exists(violation => Names(violation, checker)); seed++)
            found.AddRange(SimRun.Run(ScenarioCatalogue.Storm, seed, bug.Plant()).Violations);
        Assert.Contains(found, violation => Names(violation, checker));
    }

    [Fact]
    public void EveryPlantedBug_IsInTheTable() =>
        Assert.Equal(PlantedBugs.All.Select(bug => bug.Name).Order(StringComparer.Ordinal), Bugs.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryChecker_HasANameOfItsOwn()
    {
        var names = CloudCheckers.New().Select(checker => checker.Name).ToList();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
    }

    private static bool Names(Violation violation, string checker) => string.Equals(violation.Checker, checker, StringComparison.Ordinal);
}
