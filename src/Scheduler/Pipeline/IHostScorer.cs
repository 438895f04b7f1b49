namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// An opinion on hosts that fit: larger is better, in any unit. Pure and stateless. Named by a superlative. Normalisation, weights, ties and
/// explanations are the pipeline's business.
/// </summary>
public interface IHostScorer
{
    /// <summary>Stable name; explanations are stored under it.</summary>
    string Name { get; }

    /// <param name="host">A host on which the guest fits.</param>
    /// <param name="ask">The request.</param>
    /// <param name="parts">How many NUMA nodes of the host the guest would span.</param>
    /// <returns>A finite number.</returns>
    double Score(in HostView host, PlacementAsk ask, int parts);
}

/// <summary>A scorer and its say: its scores are scaled to 0 … 1 over the fitting hosts and multiplied by the weight.</summary>
/// <param name="Scorer">The opinion.</param>
/// <param name="Weight">Positive.</param>
public sealed record WeightedScorer(IHostScorer Scorer, double Weight);
