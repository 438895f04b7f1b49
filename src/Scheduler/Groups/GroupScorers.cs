using System.Collections.Immutable;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Groups;

/// <summary>The soft rules of a group as scorers: they join those of any profile when the request's group has soft rules, and only then.</summary>
public static class GroupScorers
{
    /// <summary>
    /// Their weight where scores are scaled: more than profiles usually add up to, so that a wish is granted wherever it can be, but less than
    /// the fewest NUMA nodes of an automatic layout, which the guest would feel all its life.
    /// </summary>
    public const double ScaledWeight = 10;

    /// <summary>Their weight where raw scores are added: one member outweighs any sum of shares.</summary>
    public const double RawWeight = 1000;

    public static ImmutableArray<IHostScorer> All { get; } = [new MostGroupMembers(), new FewestGroupMembers(), new MostEvenSpread()];

    /// <summary>A profile, with the soft rules as further scorers when the request has any.</summary>
    public static PlacementProfile With(PlacementProfile profile, PlacementAsk ask) => ask.Group is { Soft.Length: > 0 } ? Joined(profile) : profile;

    private static PlacementProfile Joined(PlacementProfile profile)
    {
        var weight = profile.Composition == ScoreComposition.Absolute ? RawWeight : ScaledWeight;
        // A profile that lists one itself (Nova's has its own multipliers) keeps its own weight.
        var soft = All.Where(scorer => profile.Scorers.All(own => own.Scorer.GetType() != scorer.GetType())).Select(scorer => new WeightedScorer(scorer, weight));
        return profile with { Scorers = profile.Scorers.InsertRange(PlaceIn(profile), soft) };
    }

    /// <summary>Where they come in the order of a profile: where the first difference decides, a wish comes first, but for the layout of the guest.</summary>
    internal static int PlaceIn(PlacementProfile profile) => profile.Composition != ScoreComposition.Lexicographic ? profile.Scorers.Length
        : profile.Scorers is [{ Scorer: FewestNumaNodes }, ..] ? 1 : 0;
}
