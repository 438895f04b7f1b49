using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most memory not promised, in MiB: Nova's RAMWeigher, whose larger hosts win over emptier ones.
/// score = free MiB, overcommit included. Source: nova/scheduler/weights/ram.py, default multiplier 1 [C].
/// </summary>
public sealed class MostFreeRamMib : IColumnScorer
{
    public string Name => nameof(MostFreeRamMib);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.HostFreeMemoryMib;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.FreeMemoryMib, scores);
}
