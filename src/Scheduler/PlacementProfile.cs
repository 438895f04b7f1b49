using System.Collections.Immutable;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler;

/// <summary>A named list of rules and scorers, and how the scorers are put together.</summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Description">One sentence for the person who chooses.</param>
public sealed record PlacementProfile(string Name, string Description)
{
    /// <summary>The profile's own rules, asked in this order; the <see cref="CapacityRules"/> follow in every profile.</summary>
    public ImmutableArray<IHostFilter> Filters { get; init; } = [new InRequestedZone()];

    /// <summary>What makes one fitting host better than another; ties go to the lowest host index.</summary>
    public ImmutableArray<WeightedScorer> Scorers { get; init; } = [];

    /// <summary>How the scorers' opinions become one order.</summary>
    public ScoreComposition Composition { get; init; }

    /// <summary>Whether a request that names no zone tries the fullest zone first; otherwise the emptiest.</summary>
    public bool FillsZones { get; init; }

    /// <summary>Which NUMA nodes of the chosen host are taken.</summary>
    public NumaPreference NumaPreference { get; init; }

    /// <summary>An opinion of its own on NUMA nodes, in place of <see cref="NumaPreference"/>.</summary>
    public INumaScorer? NumaScorer { get; init; }

    /// <summary>An opinion of its own on devices, in place of <see cref="NumaPreference"/>.</summary>
    public IDeviceScorer? DeviceScorer { get; init; }

    /// <summary>
    /// Whether a host's place in the order depends on nothing but the host, the request's class and the guests expected. Then an ordered index by
    /// class answers without looking at the other hosts; otherwise each decision looks at all of them.
    /// </summary>
    public bool IsIndexable =>
        (Composition != ScoreComposition.Weighted || Scorers.IsEmpty)
        && Scorers.All(scorer => scorer.Scorer.Inputs is PolicyInputs.HostAndClass or PolicyInputs.HostClassAndMix)
        && Filters.All(filter => filter.Inputs == PolicyInputs.HostAndClass);

    /// <summary>Whether some scorer asks which guests are expected, so that requests with different expectations are different classes.</summary>
    internal bool UsesMix => Scorers.Any(scorer => scorer.Scorer.Inputs == PolicyInputs.HostClassAndMix);
}
