namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// A host's place in the order of a profile whose scores are the host's own (<see cref="ScoreComposition.Absolute"/> or
/// <see cref="ScoreComposition.Lexicographic"/>): one number, or one for each scorer. Larger is better, the first difference decides. Scan and
/// index both compute it here, so they agree to the last bit.
/// </summary>
internal static class HostKey
{
    /// <summary>The first number of a host that does not fit.</summary>
    public const double None = double.NegativeInfinity;

    /// <summary>Numbers in a key of the profile.</summary>
    public static int Length(PlacementProfile profile) =>
        profile.Composition == ScoreComposition.Lexicographic ? Math.Max(1, profile.Scorers.Length) : 1;

    /// <summary>Fills <paramref name="key"/>. Throws when a score is not a finite number.</summary>
    public static void Write(PlacementProfile profile, in HostView host, PlacementAsk ask, int parts, Span<double> key)
    {
        var lexicographic = profile.Composition == ScoreComposition.Lexicographic;
        key[0] = 0;
        for (var scorer = 0; scorer < profile.Scorers.Length; scorer++)
        {
            var weighted = profile.Scorers[scorer];
            var score = weighted.Scorer.Score(host, ask, parts);
            if (!double.IsFinite(score)) throw NotFinite(weighted.Scorer);
            if (lexicographic) key[scorer] = score;
            else key[0] += score * weighted.Weight;
        }
    }

    /// <summary>Whether <paramref name="key"/> comes before <paramref name="other"/> in the order; equals do not.</summary>
    public static bool IsBetter(ReadOnlySpan<double> key, ReadOnlySpan<double> other)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] != other[i]) return key[i] > other[i];
        }

        return false;
    }

    /// <summary>
    /// A fitting host's score, term by term, rounded to four decimals since it is stored to be read. The score is the sum of the terms, or the
    /// first term where the first difference decides.
    /// </summary>
    public static ScoredHost Explain(PlacementProfile profile, in HostView host, PlacementAsk ask, int parts)
    {
        var lexicographic = profile.Composition == ScoreComposition.Lexicographic;
        var terms = new ScoreTerm[profile.Scorers.Length];
        var sum = 0.0;
        for (var scorer = 0; scorer < terms.Length; scorer++)
        {
            var weighted = profile.Scorers[scorer];
            var value = weighted.Scorer.Score(host, ask, parts) * (lexicographic ? 1 : weighted.Weight);
            if (!lexicographic || scorer == 0) sum += value;
            terms[scorer] = new(weighted.Scorer.Name, weighted.Weight, Rounded(value));
        }

        return new(host.Description.Id, Rounded(sum), terms);
    }

    /// <summary>Without a negative zero, which reads as a mistake.</summary>
    private static double Rounded(double value) => Math.Round(value, 4) + 0.0;

    public static InvalidOperationException NotFinite(IHostScorer scorer) => new($"Scorer {scorer.Name} gave a score that is not a finite number.");
}
