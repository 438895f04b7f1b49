using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>A NUMA scorer's opinion of a host: of the NUMA nodes that it would choose there.</summary>
internal static class NumaScores
{
    public static double Sum(in HostView host, PlacementAsk ask, int parts, INumaScorer scorer)
    {
        var nodes = NumaFitter.Choose(host, ask, parts, scorer);
        var (vcpus, memory) = (ask.Request.Shape.Vcpus / parts, ask.Request.Shape.MemoryMib / parts);
        var overhead = host.OverheadMib(ask);
        var sum = 0.0;
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((nodes >> numa & 1) == 0) continue;
            sum += scorer.Score(host, ask, numa, vcpus, memory + overhead);
            overhead = 0;
        }

        return sum;
    }
}
