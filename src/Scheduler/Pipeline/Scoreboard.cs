using System.Buffers;
using Cloud.Scheduler.Capacity;

namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// The fitting hosts of one decision and their order. Weighted scores are computed one scorer after another over all hosts, so that its range
/// is known when its scores are added up; other keys host by host. The buffers are borrowed.
/// </summary>
internal sealed class Scoreboard : IDisposable
{
    private readonly CapacityLedger _ledger;
    private readonly PlacementAsk _ask;
    private readonly PlacementProfile _profile;
    private readonly int _keyLength;
    private readonly Scale[] _scales;
    private readonly int[] _hosts;
    private readonly byte[] _parts;
    private readonly double[] _column;
    private readonly double[] _keys;

    public Scoreboard(CapacityLedger ledger, PlacementAsk ask, PlacementProfile profile)
    {
        var size = Math.Max(1, ledger.Inventory.Hosts.Length);
        _ledger = ledger;
        _ask = ask;
        _profile = profile;
        _keyLength = HostKey.Length(profile);
        _scales = new Scale[profile.Scorers.Length];
        _hosts = ArrayPool<int>.Shared.Rent(size);
        _parts = ArrayPool<byte>.Shared.Rent(size);
        _column = ArrayPool<double>.Shared.Rent(size);
        _keys = ArrayPool<double>.Shared.Rent(size * _keyLength);
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
        FillKeys();
        var length = 0;
        for (var candidate = 0; candidate < Count; candidate++)
        {
            if (length == best.Length && !IsBetter(candidate, best[length - 1])) continue;
            if (length < best.Length) length++;
            var at = length - 1;
            for (; at > 0 && IsBetter(candidate, best[at - 1]); at--) best[at] = best[at - 1];
            best[at] = candidate;
        }

        return length;
    }

    /// <summary>A candidate's score in words, term by term; rounded to four decimals, since it is stored to be read.</summary>
    public ScoredHost Explain(int candidate)
    {
        var host = _ledger.View(_hosts[candidate]);
        if (_profile.Composition != ScoreComposition.Weighted) return HostKey.Explain(_profile, host, _ask, _parts[candidate]);
        return Scale.Explain(_profile, host, _ask, _parts[candidate], _scales, _keys[candidate]);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_hosts);
        ArrayPool<byte>.Shared.Return(_parts);
        ArrayPool<double>.Shared.Return(_column);
        ArrayPool<double>.Shared.Return(_keys);
    }

    private Span<double> Key(int candidate) => _keys.AsSpan(candidate * _keyLength, _keyLength);

    private bool IsBetter(int candidate, int other) => HostKey.IsBetter(Key(candidate), Key(other));

    private void FillKeys()
    {
        if (_profile.Composition == ScoreComposition.Weighted)
        {
            var totals = _keys.AsSpan(0, Count);
            totals.Clear();
            for (var scorer = 0; scorer < _scales.Length; scorer++) AddColumn(scorer, totals);
            return;
        }

        for (var candidate = 0; candidate < Count; candidate++)
            HostKey.Write(_profile, _ledger.View(_hosts[candidate]), _ask, _parts[candidate], Key(candidate));
    }

    /// <summary>Scales a scorer's opinions to 0 … weight and adds them; one that says the same of every host has no say.</summary>
    private void AddColumn(int index, Span<double> totals)
    {
        var (scorer, weight) = _profile.Scorers[index];
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
            throw HostKey.NotFinite(scorer);
        var factor = most > least ? weight / (most - least) : 0;
        _scales[index] = new(least, factor);
        if (factor == 0) return;
        for (var candidate = 0; candidate < column.Length; candidate++) totals[candidate] += (column[candidate] - least) * factor;
    }
}
