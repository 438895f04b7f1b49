namespace Cloud.Scheduler.Pipeline;

/// <summary>How a scorer's opinions are scaled to 0 … weight over the fitting hosts.</summary>
/// <param name="Least">The least score.</param>
/// <param name="Factor">Weight by range; 0 for a scorer that says the same of every host.</param>
internal readonly record struct Scale(double Least, double Factor)
{
    /// <summary>A fitting host's score, term by term; rounded to four decimals, since it is stored to be read, and without a negative zero.</summary>
    public static ScoredHost Explain(PlacementProfile profile, in HostView host, PlacementAsk ask, int parts, ReadOnlySpan<Scale> scales, double total)
    {
        var terms = new ScoreTerm[profile.Scorers.Length];
        for (var scorer = 0; scorer < terms.Length; scorer++)
        {
            var (weighted, scale) = (profile.Scorers[scorer], scales[scorer]);
            var value = (weighted.Scorer.Score(host, ask, parts) - scale.Least) * scale.Factor;
            terms[scorer] = new(weighted.Scorer.Name, weighted.Weight, Math.Round(value, 4) + 0.0);
        }

        return new(host.Description.Id, Math.Round(total, 4) + 0.0, terms);
    }
}
