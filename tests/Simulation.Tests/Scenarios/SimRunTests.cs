using System.Globalization;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Tests.Scenarios;

/// <summary>
/// The whole control plane under faults, seed by seed. <c>CLOUD_SIM_SEEDS</c> asks for more seeds than the everyday run has, from
/// <c>CLOUD_SIM_FIRST</c> on; a seed that ever failed is kept in <c>known-seeds.txt</c>. The first seed runs whatever the clock says, and no
/// new one begins after a minute: a busy machine sees fewer worlds, never a failed test.
/// </summary>
public sealed class SimRunTests
{
    private static readonly int Seeds = Number("CLOUD_SIM_SEEDS", 200);
    private static readonly int First = Number("CLOUD_SIM_FIRST", 1);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(Number("CLOUD_SIM_SECONDS", 60));

    /// <summary>Seeds that failed once; they run for ever.</summary>
    public static TheoryData<string, ulong> Known => [.. KnownSeeds.All.Select(known => new TheoryDataRow<string, ulong>(known.Scenario, known.Seed))];

    public static TheoryData<string> Names => [.. ScenarioCatalogue.All.Select(scenario => scenario.Name)];

    [Fact]
    public void Storm_EverySeed_HoldsEveryStatement()
    {
        var failed = new List<string>();
        var started = TimeProvider.System.GetTimestamp();
        for (var seed = First; seed < First + Seeds && (seed == First || TimeProvider.System.GetElapsedTime(started) < MostTime); seed++)
            Collect(failed, SimRun.Run(ScenarioCatalogue.Storm, (ulong)seed));
        Assert.Empty(failed);
    }

    [Fact]
    public void Storm_TenSeeds_ReservesClaimsAndPreempts()
    {
        var runs = Enumerable.Range(1, 10).Select(seed => SimRun.Run(ScenarioCatalogue.Storm, (ulong)seed).Counts).ToList();
        Assert.True(runs.Sum(run => run.Reservations) > 10 && runs.Sum(run => run.Claims) > 10 && runs.Sum(run => run.Preemptions) > 10,
            $"{runs.Sum(run => run.Reservations)} reservations, {runs.Sum(run => run.Claims)} claims, {runs.Sum(run => run.Preemptions)} preemptions");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryScenario_TenSeeds_HoldEveryStatement(string name)
    {
        var failed = new List<string>();
        for (var seed = 1001UL; seed <= 1010; seed++) Collect(failed, SimRun.Run(ScenarioCatalogue.Find(name)!, seed));
        Assert.Empty(failed);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void KnownSeed_HoldsEveryStatement(string name, ulong seed)
    {
        var failed = new List<string>();
        Collect(failed, SimRun.Run(ScenarioCatalogue.Find(name)!, seed));
        Assert.Empty(failed);
    }

    [Fact]
    public void SameSeed_SameRun_OtherSeed_OtherRun()
    {
        var first = SimRun.Run(ScenarioCatalogue.Storm, 5);
        var again = SimRun.Run(ScenarioCatalogue.Storm, 5);
        Assert.Equal((first.Hash, first.Elapsed, first.World), (again.Hash, again.Elapsed, again.World));
        Assert.NotEqual(first.Hash, SimRun.Run(ScenarioCatalogue.Storm, 6).Hash);
    }

    [Fact]
    public void Storm_OverItsSeeds_SeesEveryKindOfTrouble()
    {
        var counts = Enumerable.Range(1, 40).Select(seed => SimRun.Run(ScenarioCatalogue.Storm, (ulong)seed).Counts).ToList();
        Assert.True(counts.Sum(count => count.Fenced) > 0, "nobody was fenced");
        Assert.True(counts.Sum(count => count.Blackouts) > 0, "no blackout");
        Assert.True(counts.Sum(count => count.Refusals) > 0, "nothing was refused");
        Assert.True(counts.Sum(count => count.Tenancy) > 0, "no project came or went");
        Assert.Equal(FaultNames.Kinds.Order(), counts.SelectMany(count => count.Faults.Keys).Distinct().Order());
        Assert.Equal(Enum.GetValues<WriterStep>().Order(), counts.SelectMany(count => count.Cuts.Keys).Distinct().Order());
    }

    /// <summary>Not drawn: one run dies after its first step, the next after its second, and so on through several rounds.</summary>
    [Fact]
    public void Death_AtEveryStepOfTheWriterInTurn_LosesNothing()
    {
        var calm = ScenarioCatalogue.Restarts with { Rounds = 12, DeathsMax = 0, StoreFailuresMax = 0, BlackoutsMax = 0, RequestsMax = 6 };
        var (failed, steps) = (new List<string>(), new HashSet<WriterStep>());
        for (var step = 1; ; step++)
        {
            var result = SimRun.Run(calm with { DiesAtStep = step }, 14);
            Collect(failed, result);
            if (result.Counts.Cuts.Count == 0) break; // It did not come to that step any more: all have been tried.
            steps.UnionWith(result.Counts.Cuts.Keys);
        }

        Assert.Empty(failed);
        Assert.Equal(Enum.GetValues<WriterStep>().Order(), steps.Order());
    }

    [Fact]
    public void Command_RepeatsTheRun() =>
        Assert.Equal("cloud sim --scenario storm --seed 0x2A", SimRun.Run(ScenarioCatalogue.Storm with { Rounds = 1 }, 42).Command);

    private static void Collect(List<string> failed, SimResult result)
    {
        if (result.Violations.Count > 0) failed.Add($"{result.Command}: {string.Join("; ", result.Violations.Select(violation => $"{violation.Checker} in round {violation.Round}: {violation.What}"))}");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
