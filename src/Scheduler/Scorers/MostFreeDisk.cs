using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most local disk free: Nova's DiskWeigher.
/// score = free GiB. Source: nova/scheduler/weights/disk.py, default multiplier 1 [C].
/// </summary>
public sealed class MostFreeDisk : IColumnScorer
{
    public string Name => nameof(MostFreeDisk);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.DiskRoomGib;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.DiskRoomGib, scores);
}
