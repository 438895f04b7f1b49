using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>The ranking as bars: every host on one scale, every scorer in one colour.</summary>
/// <param name="Scorers">Scorer names in order of first appearance, with their weights.</param>
/// <param name="Rows">Best first.</param>
public sealed record ScoreBoard(IReadOnlyList<(string Scorer, double Weight)> Scorers, IReadOnlyList<ScoreRow> Rows)
{
    public static ScoreBoard Of(PlacementExplanationView explanation)
    {
        List<(string Scorer, double Weight)> scorers =
            [.. explanation.Best.SelectMany(host => host.Terms).DistinctBy(term => term.Scorer, StringComparer.Ordinal).Select(term => (term.Scorer, term.Weight))];
        // A scorer that counts against hosts has negative terms: its bars show by how much each host is better than the worst one shown.
        double[] floors = [.. scorers.Select(scorer => Math.Min(0, explanation.Best.Min(host => Value(host, scorer.Scorer))))];
        // One scale for all: the longest row of bars.
        var longest = explanation.Best.Select(host => scorers.Select((scorer, series) => Value(host, scorer.Scorer) - floors[series]).Sum()).DefaultIfEmpty(0).Max();
        var scale = longest > 0 ? 100 / longest : 0;
        return new ScoreBoard(scorers, [.. explanation.Best.Select(host => ScoreRow.Of(host, scorers, floors, scale))]);
    }

    internal static double Value(ScoredHostView host, string scorer) =>
        host.Terms.Where(term => string.Equals(term.Scorer, scorer, StringComparison.Ordinal)).Sum(term => term.Value);
}

/// <param name="Host">Host name.</param>
/// <param name="Total">Weighted sum.</param>
/// <param name="Parts">In the order of the board's scorers.</param>
public sealed record ScoreRow(string Host, double Total, IReadOnlyList<ScorePart> Parts)
{
    internal static ScoreRow Of(ScoredHostView host, IReadOnlyList<(string Scorer, double Weight)> scorers, double[] floors, double scale)
    {
        var parts = new List<ScorePart>();
        var start = 0d;
        for (var series = 0; series < scorers.Count; series++)
        {
            var value = ScoreBoard.Value(host, scorers[series].Scorer);
            var width = (value - floors[series]) * scale;
            parts.Add(new ScorePart(scorers[series].Scorer, series, value, start, width));
            start += width;
        }

        return new ScoreRow(host.Host, host.Score, parts);
    }
}

/// <param name="Scorer">Scorer name.</param>
/// <param name="Series">Index of its colour.</param>
/// <param name="Value">Its contribution, weight included.</param>
/// <param name="Start">Left edge, percent of the bar.</param>
/// <param name="Width">Width, percent of the bar.</param>
public sealed record ScorePart(string Scorer, int Series, double Value, double Start, double Width);
