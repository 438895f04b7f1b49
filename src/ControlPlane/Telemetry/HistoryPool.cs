namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// The subjects that have a history: everybody while there is room; after that, those asked for last. Whoever is asked for and has none gets
/// one from then on.
/// </summary>
/// <param name="max">Histories at most.</param>
internal sealed class HistoryPool<TKey>(int max)
    where TKey : struct
{
    private readonly Dictionary<TKey, SeriesHistory> _histories = [];
    private long _questions;

    public int Count => _histories.Count;

    public IEnumerable<KeyValuePair<TKey, SeriesHistory>> All => _histories;

    public SeriesHistory? Find(TKey key) => _histories.GetValueOrDefault(key);

    /// <summary>Gives a newcomer a history if there is room, or if one can be taken from who is gone.</summary>
    public void Meet(TKey key, int series, Func<TKey, bool> isGone)
    {
        if (max == 0 || _histories.ContainsKey(key)) return;
        if (_histories.Count >= max)
        {
            TKey? victim = null;
            foreach (var (other, history) in _histories)
            {
                if (isGone(other) && (victim is null || history.Asked < _histories[victim.Value].Asked)) victim = other;
            }

            if (victim is null) return;
            _histories.Remove(victim.Value);
        }

        _histories.Add(key, new(series) { Asked = ++_questions });
    }

    /// <summary>Somebody asks: it has a history from now on.</summary>
    public SeriesHistory? Ask(TKey key, int series)
    {
        if (max == 0) return null;
        if (!_histories.TryGetValue(key, out var history))
        {
            if (_histories.Count >= max) _histories.Remove(_histories.MinBy(entry => entry.Value.Asked).Key);
            _histories.Add(key, history = new(series));
        }

        history.Asked = ++_questions;
        return history;
    }
}
