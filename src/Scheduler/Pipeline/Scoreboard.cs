using System.Buffers;
using System.Collections.Immutable;
using Cloud.Scheduler.Capacity;

namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// The fitting hosts of one decision and their weighted scores. One scorer after another over all hosts, so that its range is known when its
/// scores are added up; the buffers are borrowed.
/// </summary>
internal sealed class Scoreboard : IDisposable
{
    private readonly CapacityLedger _ledger;
    private readonly PlacementAsk _ask;
    private readonly ImmutableArray<WeightedScorer> _scorers;
    private readonly Scale[] _scales;
    private readonly int[] _hosts;
    private readonly byte[] _parts;
    private readonly double[] _column;
    private readonly double[] _totals;

    public Scoreboard(CapacityLedger ledger, PlacementAsk ask, ImmutableArray<WeightedScorer> scorers)
    {
        var size = Math.Max(1, ledger.Inventory.Hosts.Length);
        _ledger = ledger;
        _ask = ask;
        _scorers = scorers;
        _scales = new Scale[scorers.Length];
        _hosts = ArrayPool<int>.Shared.Rent(size);
        _parts = ArrayPool<byte>.Shared.Rent(size);
        _column = ArrayPool<double>.Shared.Rent(size);
        _totals = ArrayPool<double>.Shared.Rent(size);
    }

    public int Count { get; private set; }

    public void Add(int host, int parts)
    {
        _hosts[Count] = host;
        _parts[Count++] = (byte)parts;
    }

    public int Host(int candidate) => _hosts[candidate];

    public int Parts(int candidate) => _parts[candidate];

    /// <summary>Fills <paramref name="best"/> with the best candidates, best first, ties by host index; returns how many.</summary>
    public int Rank(Span<int> best)
    {
        if (Count == 0) return 0;
        var totals = _totals.AsSpan(0, Count);
        totals.Clear();
        for (var scorer = 0; scorer < _scorers.Length; scorer++) AddColumn(scorer, totals);

        var length = 0;
        for (var candidate = 0; candidate < totals.Length; candidate++)
        {
            if (length == best.Length && totals[candidate] <= totals[best[length - 1]]) continue;
            if (length < best.Length) length++;
            var at = length - 1;
            for (; at > 0 && totals[candidate] > totals[best[at - 1]]; at--) best[at] = best[at - 1];
            best[at] = candidate;
        }

        return length;
    }

    /// <summary>A candidate's score in words, term by term; rounded to four decimals, since it is stored to be read.</summary>
    public ScoredHost Explain(int candidate)
    {
        var host = _ledger.View(_hosts[candidate]);
        var terms = new ScoreTerm[_scorers.Length];
        for (var scorer = 0; scorer < terms.Length; scorer++)
        {
            var (weighted, scale) = (_scorers[scorer], _scales[scorer]);
            var value = (weighted.Scorer.Score(host, _ask, _parts[candidate]) - scale.Least) * scale.Factor;
            terms[scorer] = new(weighted.Scorer.Name, weighted.Weight, Math.Round(value, 4));
        }

        return new(host.Description.Id, Math.Round(_totals[candidate], 4), terms);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_hosts);
        ArrayPool<byte>.Shared.Return(_parts);
        ArrayPool<double>.Shared.Return(_column);
        ArrayPool<double>.Shared.Return(_totals);
    }

    /// <summary>Scales a scorer's opinions to 0 … weight and adds them; one that says the same of every host has no say.</summary>
    private void AddColumn(int index, Span<double> totals)
    {
        var (scorer, weight) = _scorers[index];
        var column = _column.AsSpan(0, totals.Length);
        var (least, most, zero) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var candidate = 0; candidate < column.Length; candidate++)
        {
            var score = scorer.Score(_ledger.View(_hosts[candidate]), _ask, _parts[candidate]);
            column[candidate] = score;
            if (score < least) least = score;
            if (score > most) most = score;
            zero += score * 0;
        }

        if (zero != 0) // NaN: some score was not a finite number.
            throw new InvalidOperationException($"Scorer {scorer.Name} gave a score that is not a finite number.");
        var factor = most > least ? weight / (most - least) : 0;
        _scales[index] = new(least, factor);
        if (factor == 0) return;
        for (var candidate = 0; candidate < column.Length; candidate++) totals[candidate] += (column[candidate] - least) * factor;
    }

    private readonly record struct Scale(double Least, double Factor);
}
