using System.Globalization;
using System.Text;
using Cloud.Simulation.Checkers;

namespace Cloud.Simulation.Scenarios;

/// <summary>What one seed showed.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Seed">The seed.</param>
/// <param name="World">What was drawn, in a line.</param>
/// <param name="Counts">What happened.</param>
/// <param name="Elapsed">Virtual time.</param>
/// <param name="Hash">Of the transcript: the same seed gives the same.</param>
/// <param name="Violations">Empty when every statement held.</param>
public sealed record SimResult(
    string Scenario, ulong Seed, string World, SimCounts Counts, TimeSpan Elapsed, ulong Hash, IReadOnlyList<Violation> Violations)
{
    /// <summary>The command that repeats the run.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture, $"cloud sim --scenario {Scenario} --seed 0x{Seed:X}");
}

/// <summary>
/// A run in two acts: under faults every statement of safety must hold after every event that it is about; then everything is mended, and
/// within a bounded virtual time all must come to rest and agree.
/// </summary>
public static class SimRun
{
    /// <summary>Rounds in which everything must come to rest after healing: about nine virtual minutes.</summary>
    public const int HealingRoundsMax = 1_300;

    /// <summary>Rounds that heal in any case, so that late messages are out of the way.</summary>
    private const int HealingRoundsMin = 80;

    /// <summary>Violations after which a run stops: the first ones tell.</summary>
    private const int ViolationsMax = 8;

    /// <summary>Runs one seed of a scenario.</summary>
    /// <param name="scenario">The family of worlds.</param>
    /// <param name="seed">Draws the world and everything in it.</param>
    /// <param name="sabotage">A planted bug, to check the checkers.</param>
    /// <param name="transcript">Takes the whole story when given.</param>
    public static SimResult Run(Scenario scenario, ulong seed, Sabotage? sabotage = null, StringBuilder? transcript = null)
    {
        var cloud = new SimulatedCloud(scenario, seed, sabotage);
        cloud.Transcript.Text = transcript;
        var watch = new Watch(cloud);
        for (var round = 0; round < scenario.Rounds && watch.Goes(stormy: true); round++) watch.Check(CheckTime.Always);
        if (watch.IsClean) Heal(cloud, watch);
        return new(scenario.Name, seed, cloud.World.ToString(), cloud.Counts, cloud.Elapsed, cloud.Transcript.Hash, watch.Violations);
    }

    private static void Heal(SimulatedCloud cloud, Watch watch)
    {
        cloud.Heal();
        for (var round = 0; round < HealingRoundsMax && (round < HealingRoundsMin || !IsAtRest(cloud)) && watch.Goes(stormy: false); round++) watch.Check(CheckTime.Always);
        if (watch.IsClean) watch.Check(CheckTime.AtRest);
    }

    private static bool IsAtRest(SimulatedCloud cloud) => cloud.IsNothingUnderWay && cloud.Fleet.IsQuiet && cloud.Fleet.ReportsWaiting == 0;

    /// <summary>Lets the cloud go on and looks at it; a broken invariant that stops the code is a violation like any other.</summary>
    private sealed class Watch
    {
        private readonly SimulatedCloud cloud;
        private readonly ILookup<CheckTime, ICloudChecker> _checkers = CloudCheckers.New().ToLookup(checker => checker.Time);
        private readonly List<Violation> _violations = [];

        public Watch(SimulatedCloud cloud)
        {
            this.cloud = cloud;
            cloud.Looking = Check;
        }

        public IReadOnlyList<Violation> Violations => _violations;

        public bool IsClean => _violations.Count == 0;

        public bool Goes(bool stormy)
        {
            if (!IsClean) return false;
            try
            {
                cloud.Round(stormy);
            }
            catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or KeyNotFoundException or ControlPlane.Core.RegionMismatchException)
            {
                _violations.Add(new(CloudCheckers.NothingBreaks, cloud.Counts.Rounds, broken.Message));
            }

            return IsClean;
        }

        public void Check(CheckTime time)
        {
            foreach (var checker in _checkers[time])
            {
                foreach (var what in checker.Check(cloud))
                {
                    if (_violations.Count < ViolationsMax) _violations.Add(new(checker.Name, cloud.Counts.Rounds, what));
                }
            }
        }
    }
}
