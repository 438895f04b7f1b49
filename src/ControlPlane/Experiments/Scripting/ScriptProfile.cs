using Cloud.Scheduler;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>The profile in which a script decides: as everywhere, a guest is split only when no host takes it whole.</summary>
internal static class ScriptProfile
{
    public static PlacementProfile With(IExternalScorer scorer) => new("script", "Decided by a script of the caller's.")
    {
        Scorers = [new(new FewestNumaNodes(), 1), new(scorer, 1)],
        Composition = ScoreComposition.Lexicographic,
        NumaPreference = NumaPreference.Tightest,
    };
}
