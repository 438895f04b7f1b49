using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose free resources weigh most where the guest asks most, so that a memory-heavy guest goes where memory is plentiful.
/// score = demand · free, in shares of capacity. Source: Panigrahy et al., "Heuristics for Vector Bin Packing", 2011; Tetris alignment, SIGCOMM 2014 [M].
/// </summary>
public sealed class LargestDotProduct : IHostScorer
{
    public string Name => nameof(LargestDotProduct);

    public double Score(in HostView host, PlacementAsk ask, int parts) => HostShares.Of(host, ask).Dot;
}
