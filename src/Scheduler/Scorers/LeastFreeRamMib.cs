using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with least memory not promised, in MiB: Nova's RAMWeigher with a negative multiplier, its documented way to pack.
/// score = −free MiB. Source: nova/scheduler/weights/ram.py with ram_weight_multiplier = −1 [C].
/// </summary>
public sealed class LeastFreeRamMib : IColumnScorer
{
    public string Name => nameof(LeastFreeRamMib);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.HostFreeMemoryMib;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.FreeMemoryMib, scores, negated: true);
}
