using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose NUMA nodes differ most in their scarcer resource, so that a small guest levels them; guests of several parts have no
/// preference. Source: SPANE's balance-fit (arXiv:2504.14946) for two NUMA nodes; widest minus narrowest for more.
/// </summary>
public sealed class WidestNumaGap : IHostScorer
{
    public string Name => nameof(WidestNumaGap);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        if (parts > 1) return 0;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            var share = ScarcestShare.Of(host, numa);
            if (share < least) least = share;
            if (share > most) most = share;
        }

        return most - least;
    }
}
