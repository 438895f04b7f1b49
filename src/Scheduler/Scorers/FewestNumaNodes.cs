using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;
using System.Numerics;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host on which the guest spans fewer NUMA nodes: remote memory is slower. A heavy weight makes it a rule.</summary>
public sealed class FewestNumaNodes : IColumnScorer
{
    public string Name => nameof(FewestNumaNodes);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -BitOperations.Log2((uint)parts);

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        if (ask.Plan is null && ask.Options is [var only])
        {
            scores.Fill(-BitOperations.Log2((uint)only.Parts));
            return;
        }

        for (var host = 0; host < scores.Length; host++) scores[host] = -BitOperations.Log2(hosts.Parts[host]);
    }
}
