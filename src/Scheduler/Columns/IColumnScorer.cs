using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Columns;

/// <summary>
/// A scorer that can score all hosts at once, for policies that look at every host. The scores are those of <see cref="IHostScorer.Score"/> to the
/// last bit (a law holds it); those of hosts on which the guest does not fit mean nothing.
/// </summary>
public interface IColumnScorer : IHostScorer
{
    /// <param name="hosts">All hosts.</param>
    /// <param name="ask">The request.</param>
    /// <param name="scores">As long as <paramref name="hosts"/>.</param>
    void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores);
}
