using System.Collections.Immutable;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>
/// The rules that hold in every profile, after the profile's own filters. Together they say exactly what the fitter says, one resource at
/// a time: the fitter decides (one pass, no calls), and only a host that it refuses is asked rule by rule for the reason.
/// </summary>
public static class CapacityRules
{
    /// <summary>In the order in which they are asked; the last one is the fitter itself.</summary>
    public static ImmutableArray<IHostFilter> All { get; } =
    [
        .. NeedsRules.Fixed, new HasEnoughNumaNodes(), new FitsVcpus(), new FitsCores(), new FitsMemory(), new FitsDisk(), .. NeedsRules.Counted,
        new FitsTogether(),
    ];
}
