namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// An opinion on hosts that fit: larger is better, in any unit. Pure and stateless. Named by a superlative. Normalisation, weights, ties and
/// explanations are the pipeline's business.
/// </summary>
public interface IHostScorer
{
    /// <summary>Stable name; explanations are stored under it.</summary>
    string Name { get; }

    /// <summary>What the score depends on. A scorer that looks at more than the host and the request's class must say so.</summary>
    PolicyInputs Inputs => PolicyInputs.HostAndClass;

    /// <param name="host">A host on which the guest fits.</param>
    /// <param name="ask">The request.</param>
    /// <param name="parts">How many NUMA nodes of the host the guest would span.</param>
    /// <returns>A finite number.</returns>
    double Score(in HostView host, PlacementAsk ask, int parts);
}

/// <summary>A scorer and its say, as the profile's <see cref="ScoreComposition"/> takes it.</summary>
/// <param name="Scorer">The opinion.</param>
/// <param name="Weight">Positive.</param>
public sealed record WeightedScorer(IHostScorer Scorer, double Weight);
