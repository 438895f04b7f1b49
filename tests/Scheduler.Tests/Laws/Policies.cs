using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>Every policy there is, found by reflection: a new one is under the laws the moment it exists.</summary>
internal static class Policies
{
    public static readonly IReadOnlyList<IHostFilter> Filters = [.. All<IHostFilter>()];

    public static readonly IReadOnlyList<IHostScorer> Scorers = [.. All<IHostScorer>()];

    /// <summary>The named profiles, one for each scorer alone, and every scorer together in the two compositions that add or order.</summary>
    public static readonly IReadOnlyDictionary<string, PlacementProfile> Profiles = PlacementProfiles.All
        .Concat(Scorers.Select(scorer => new PlacementProfile($"only {scorer.Name}", "") { Scorers = [new(scorer, 1)] }))
        .Concat(new[] { ScoreComposition.Absolute, ScoreComposition.Lexicographic }.Select(composition =>
            new PlacementProfile($"all {composition}", "") { Scorers = [.. Scorers.Select(scorer => new WeightedScorer(scorer, 1))], Composition = composition }))
        .ToDictionary(profile => profile.Name);

    /// <summary>Whether a profile's answer depends on the order of the hosts, as its scorers declare.</summary>
    public static bool UsesHostOrder(PlacementProfile profile) => profile.Scorers.Any(scorer => scorer.Scorer.Inputs == PolicyInputs.HostOrder);

    /// <summary>Those that an index can follow, each scorer alone and all together among them.</summary>
    public static readonly IReadOnlyDictionary<string, PlacementProfile> Indexable = Profiles.Values
        .Concat(Scorers.Select(scorer => new PlacementProfile($"sum of {scorer.Name}", "") { Scorers = [new(scorer, 1)], Composition = ScoreComposition.Absolute }))
        .Concat(new[] { ScoreComposition.Absolute, ScoreComposition.Lexicographic }.Select(composition => new PlacementProfile($"every {composition}", "")
        {
            Scorers = [.. Scorers.Where(scorer => scorer.Inputs is PolicyInputs.HostAndClass or PolicyInputs.HostClassAndMix).Select(scorer => new WeightedScorer(scorer, 1))],
            Composition = composition,
        }))
        .Append(new PlacementProfile("no scorer", ""))
        .Where(profile => profile.IsIndexable)
        .ToDictionary(profile => profile.Name);

    public static IEnumerable<Type> Types =>
        typeof(IHostFilter).Assembly.GetTypes().Where(type => type.IsClass && (typeof(IHostFilter).IsAssignableFrom(type) || typeof(IHostScorer).IsAssignableFrom(type)));

    private static IEnumerable<T> All<T>() =>
        Types.Where(typeof(T).IsAssignableFrom).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (T)Activator.CreateInstance(type)!);
}
