using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose free resources have the proportions that the guest asks for, whatever their amount.
/// score = cos(demand, free) = demand · free / (|demand| |free|). Source: cosine similarity as in Tetris, SIGCOMM 2014, and dslab-iaas [M].
/// </summary>
public sealed class ClosestDirection : IHostScorer
{
    public string Name => nameof(ClosestDirection);

    public double Score(in HostView host, PlacementAsk ask, int parts) => HostShares.Of(host, ask).Cosine;
}
