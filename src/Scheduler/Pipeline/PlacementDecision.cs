using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Pipeline;

/// <summary>The answer to a placement question: where, or why nowhere. Either way it explains itself.</summary>
/// <param name="Placement">The exact placement, or null when no host fits.</param>
/// <param name="Explanation">Always present.</param>
public sealed record PlacementDecision(HostPlacement? Placement, PlacementExplanation Explanation);

/// <summary>Why a request went where it went, as data of bounded size.</summary>
/// <param name="Profile">The named profile of filters and scorers that decided.</param>
/// <param name="HostsConsidered">Hosts looked at.</param>
/// <param name="HostsFitting">Hosts that passed every rule.</param>
/// <param name="Refusals">Per rule, in the order of the pipeline: how many hosts it refused first, and its nearest miss.</param>
/// <param name="Best">The best hosts (at most <see cref="MaxBest"/>), best first, score term by term.</param>
/// <param name="Advice">What would help, when it does not fit; empty otherwise.</param>
public sealed record PlacementExplanation(
    string Profile,
    int HostsConsidered,
    int HostsFitting,
    IReadOnlyList<RuleRefusal> Refusals,
    IReadOnlyList<ScoredHost> Best,
    IReadOnlyList<PlacementAdvice> Advice)
{
    public const int MaxBest = 5;

    /// <summary>Stands where the explanation is kept elsewhere.</summary>
    public static PlacementExplanation None { get; } = new("", 0, 0, [], [], []);
}

/// <summary>What one rule refused.</summary>
/// <param name="Rule">The rule's stable name (a statement true of a host that passes).</param>
/// <param name="Hosts">Hosts for which this was the first failing rule.</param>
/// <param name="NearestMiss">The host that missed by least, with the missing amount in words and numbers; null when no host was refused or nothing measurable was missing.</param>
/// <param name="Help">Capacity when some host that this rule refused would take the request if it were empty; otherwise only another request helps.</param>
public sealed record RuleRefusal(string Rule, int Hosts, NearestMiss? NearestMiss, RefusalHelp Help);

/// <param name="Host">The host that came closest.</param>
/// <param name="NumaNode">Its NUMA node that came closest, or null when the rule is about the whole host.</param>
/// <param name="Resource">What was missing (<c>vcpus</c>, <c>memoryMib</c>, <c>cores</c>, <c>diskGib</c>, <c>numaNodes</c>, <c>members</c>).</param>
/// <param name="Missing">How much was missing, in the resource's unit.</param>
public sealed record NearestMiss(HostId Host, int? NumaNode, string Resource, long Missing)
{
    /// <summary>What stands in the way, in words, when the amount alone does not say it (<c>rack r12 already has 1 of 1 members</c>).</summary>
    public string? Detail { get; init; }
}

/// <summary>What could turn a refusal into a placement.</summary>
public enum RefusalHelp
{
    /// <summary>Capacity exists but is in use: waiting or freeing helps.</summary>
    Capacity,

    /// <summary>No host refused by the rule could ever take it: only another request helps.</summary>
    Request,
}

/// <summary>One of the best hosts. Values are rounded to four decimals.</summary>
/// <param name="Host">The host.</param>
/// <param name="Score">The sum of the terms, or the first term of a lexicographic profile; larger is better.</param>
/// <param name="Terms">Each scorer's say.</param>
public sealed record ScoredHost(HostId Host, double Score, IReadOnlyList<ScoreTerm> Terms);

/// <summary>One scorer's say about one host.</summary>
/// <param name="Scorer">The scorer's stable name.</param>
/// <param name="Weight">Its weight in the profile.</param>
/// <param name="Value">
/// Weighted: its score scaled to 0 … weight over the fitting hosts; 0 for all when it says the same of every host. Absolute: its score times its
/// weight. Lexicographic: its score.
/// </param>
public sealed record ScoreTerm(string Scorer, double Weight, double Value);
