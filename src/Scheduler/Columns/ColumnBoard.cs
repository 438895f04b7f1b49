using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Columns;

/// <summary>
/// The fitting hosts of one decision and their order, as <see cref="Scoreboard"/> has it, but one scorer after another over columns. Where the first
/// difference decides, hosts that cannot be among the best any more are dropped after each scorer, so that dear scorers are asked of few.
/// Its buffers are used again.
/// </summary>
internal sealed class ColumnBoard
{
    /// <summary>Below this share of fitting hosts, they are scored one by one.</summary>
    private const int FewestOf = 4;

    private readonly CapacityLedger _ledger;
    private readonly int[] _hosts;
    private readonly double[] _totals;
    private readonly byte[] _parts;
    private readonly double[] _column;

    /// <summary>Lexicographic: the scores so far of the hosts left, for each scorer that did not say the same of all.</summary>
    private readonly double[][] _levels;
    private Scale[] _scales;
    private int _depth;

    public ColumnBoard(CapacityLedger ledger, PlacementProfile profile)
    {
        var hosts = ledger.Hosts.Count;
        _ledger = ledger;
        (_hosts, _parts, _column, _totals) = (new int[hosts], new byte[hosts], new double[hosts], new double[hosts]);
        var scorers = profile.Scorers.Length + Groups.GroupScorers.All.Length;
        _levels = profile.Composition == ScoreComposition.Lexicographic ? [.. Enumerable.Range(0, scorers).Select(_ => new double[hosts])] : [];
        _scales = new Scale[scorers];
    }

    /// <summary>Hosts left; all that fit until <see cref="Rank"/>.</summary>
    public int Count { get; private set; }

    public int Host(int candidate) => _hosts[candidate];

    public int Parts(int candidate) => _parts[candidate];

    /// <summary>Starts over with the hosts that fit.</summary>
    public void Start(ReadOnlySpan<byte> parts)
    {
        (Count, _depth) = (0, 0);
        for (var host = parts.IndexOfAnyExcept((byte)0); host >= 0 && host < parts.Length; host++)
        {
            if (parts[host] == 0) continue;
            _hosts[Count] = host;
            _parts[Count++] = parts[host];
        }
    }

    /// <summary>Fills <paramref name="best"/> with the best candidates, best first, ties by host index; returns how many.</summary>
    public int Rank(PlacementProfile profile, PlacementAsk ask, ReadOnlySpan<byte> parts, Span<int> best)
    {
        if (Count == 0) return 0;
        var lexicographic = profile.Composition == ScoreComposition.Lexicographic;
        var found = 0;
        _totals.AsSpan(0, Count).Clear();
        for (var index = 0; index < profile.Scorers.Length; index++)
        {
            var (scorer, weight) = profile.Scorers[index];
            var scores = (lexicographic ? _levels[_depth] : _column).AsSpan(0, Score(scorer, ask, parts, lexicographic ? _levels[_depth] : _column));
            var (least, most) = ColumnMath.Range(scores);
            if (double.IsNaN(least)) throw HostKey.NotFinite(scorer);
            switch (profile.Composition)
            {
                case ScoreComposition.Weighted:
                    var factor = most > least ? weight / (most - least) : 0;
                    _scales[index] = new(least, factor);
                    if (factor != 0) ColumnMath.AddScaled(_totals.AsSpan(0, Count), scores, least, factor);
                    break;
                case ScoreComposition.Absolute:
                    ColumnMath.AddScaled(_totals.AsSpan(0, Count), scores, 0, weight);
                    break;
                case ScoreComposition.Lexicographic when most > least:
                    _depth++;
                    found = RankLevels(best);
                    if (found == best.Length) DropBelow(best[^1], best);
                    break;
                default:
                    break; // It said the same of all.
            }
        }

        return lexicographic ? RankLevels(best) : RankTotals(best);
    }

    /// <summary>A candidate's score in words, as the scan gives it.</summary>
    public ScoredHost Explain(PlacementProfile profile, PlacementAsk ask, int candidate)
    {
        var host = _ledger.View(_hosts[candidate]);
        return profile.Composition == ScoreComposition.Weighted
            ? Scale.Explain(profile, host, ask, _parts[candidate], _scales, _totals[candidate])
            : HostKey.Explain(profile, host, ask, _parts[candidate]);
    }

    /// <summary>The scores of the hosts left, at the front of <paramref name="column"/>; returns how many.</summary>
    private int Score(IHostScorer scorer, PlacementAsk ask, ReadOnlySpan<byte> parts, double[] column)
    {
        if (scorer is not IColumnScorer byColumn || Count < column.Length / FewestOf)
        {
            for (var candidate = 0; candidate < Count; candidate++) column[candidate] = scorer.Score(_ledger.View(_hosts[candidate]), ask, _parts[candidate]);
            return Count;
        }

        byColumn.ScoreAll(new HostColumns(_ledger, parts), ask, column);
        if (Count < column.Length)
        {
            for (var candidate = 0; candidate < Count; candidate++) column[candidate] = column[_hosts[candidate]];
        }

        return Count;
    }

    private int RankTotals(Span<int> best)
    {
        var totals = _totals.AsSpan(0, Count);
        var found = 0;
        for (var candidate = 0; candidate < totals.Length; candidate++)
        {
            if (found == best.Length)
            {
                candidate = ColumnMath.FirstAbove(totals, candidate, totals[best[^1]]);
                if (candidate == totals.Length) break;
            }
            else
            {
                found++;
            }

            var at = found - 1;
            for (; at > 0 && totals[candidate] > totals[best[at - 1]]; at--) best[at] = best[at - 1];
            best[at] = candidate;
        }

        return found;
    }

    private int RankLevels(Span<int> best)
    {
        var found = 0;
        for (var candidate = 0; candidate < Count; candidate++)
        {
            if (found == best.Length && _depth <= 1)
            {
                if (_depth == 0) break; // All the same: the first ones.
                candidate = ColumnMath.FirstAbove(_levels[0].AsSpan(0, Count), candidate, _levels[0][best[^1]]);
                if (candidate == Count) break;
            }
            else if (found == best.Length && !IsBetter(candidate, best[^1]))
            {
                continue;
            }

            if (found < best.Length) found++;
            var at = found - 1;
            for (; at > 0 && IsBetter(candidate, best[at - 1]); at--) best[at] = best[at - 1];
            best[at] = candidate;
        }

        return found;
    }

    /// <summary>Drops the hosts that are worse than one of them in all that was asked so far: whatever comes, they are not among the best.</summary>
    private void DropBelow(int worst, Span<int> best)
    {
        Span<double> bound = stackalloc double[_depth];
        for (var level = 0; level < _depth; level++) bound[level] = _levels[level][worst];
        var kept = 0;
        for (var candidate = 0; candidate < Count; candidate++)
        {
            if (IsBelow(candidate, bound)) continue;
            (_hosts[kept], _parts[kept]) = (_hosts[candidate], _parts[candidate]);
            for (var level = 0; level < _depth; level++) _levels[level][kept] = _levels[level][candidate];
            kept++;
        }

        Count = kept;
        best.Clear(); // Candidates have other numbers now.
    }

    private bool IsBelow(int candidate, ReadOnlySpan<double> bound)
    {
        for (var level = 0; level < bound.Length; level++)
        {
            if (_levels[level][candidate] != bound[level]) return _levels[level][candidate] < bound[level];
        }

        return false;
    }

    private bool IsBetter(int candidate, int other)
    {
        for (var level = 0; level < _depth; level++)
        {
            if (_levels[level][candidate] != _levels[level][other]) return _levels[level][candidate] > _levels[level][other];
        }

        return false;
    }
}
