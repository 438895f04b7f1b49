using System.Collections.Immutable;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The capacity rules that only guests with needs can break; explanations name them only when they refuse a host.</summary>
public static class NeedsRules
{
    /// <summary>What a host has or has not, whatever is on it.</summary>
    public static ImmutableArray<IHostFilter> Fixed { get; } =
        [new RunsHypervisor(), new SupportsConfidential(), new HasRequiredTraits(), new HasNoForbiddenTraits(), new HasAnyOfTraits(), new HasSiblingThreads()];

    /// <summary>What a host has so much of.</summary>
    public static ImmutableArray<IHostFilter> Counted { get; } = [new FitsPages(), new FitsDevices(), new FitsBandwidth(), new FitsConfidentialKeys()];

    /// <summary>Whether a rule is one of these.</summary>
    public static bool Contains(IHostFilter rule) => Fixed.Contains(rule) || Counted.Contains(rule);
}
