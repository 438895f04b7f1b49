namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// A ring of buckets of one width for all series of one subject. A value holds over a span of time and counts by how much of the span lies in
/// the bucket, so the mean is right for long ticks, short ones and gaps: what no span covers is no part of it.
/// </summary>
/// <param name="series">Series.</param>
/// <param name="width">Seconds of a bucket.</param>
/// <param name="slots">Buckets kept.</param>
/// <param name="hasExtremes">Whether minimum and maximum are kept besides the mean.</param>
internal sealed class HistoryLevel(int series, int width, int slots, bool hasExtremes)
{
    private const long None = long.MinValue;
    private readonly float[] _mean = new float[slots * series];
    private readonly float[] _low = hasExtremes ? new float[slots * series] : [];
    private readonly float[] _high = hasExtremes ? new float[slots * series] : [];
    private readonly float[] _weight = new float[slots];
    private readonly long[] _bucket = [.. Enumerable.Repeat(None, slots)];
    private readonly double[] _sum = new double[series];
    private readonly float[] _openLow = new float[series];
    private readonly float[] _openHigh = new float[series];
    private long _open = None;
    private double _openWeight;

    /// <summary>Seconds of a bucket.</summary>
    public int Width => width;

    /// <summary>Seconds that are kept.</summary>
    public double Reach => (double)width * slots;

    /// <summary>Takes in values that held from one moment to another, seconds since the epoch. Time must not go back.</summary>
    public void Add(ReadOnlySpan<float> values, double from, double to)
    {
        from = Math.Max(from, to - Reach);
        while (from < to)
        {
            var bucket = (long)Math.Floor(from / width);
            var end = Math.Min(to, (bucket + 1.0) * width);
            if (bucket != _open) Open(bucket);
            Weigh(values, end - from);
            from = end;
        }
    }

    /// <summary>
    /// One series over the buckets from <paramref name="first"/> to before <paramref name="end"/> taken together. NaN where nothing was measured.
    /// </summary>
    public (float Mean, float Low, float High) Read(int of, long first, long end)
    {
        var (sum, weight, low, high) = (0.0, 0.0, float.PositiveInfinity, float.NegativeInfinity);
        for (var bucket = Math.Max(first, NewestBefore(end) - slots); bucket < end; bucket++)
        {
            if (bucket == _open)
            {
                (sum, weight) = (sum + _sum[of], weight + _openWeight);
                (low, high) = hasExtremes
                    ? (Math.Min(low, _openLow[of]), Math.Max(high, _openHigh[of]))
                    : Widen(low, high, (float)(_sum[of] / _openWeight));
                continue;
            }

            var slot = Slot(bucket);
            if (_bucket[slot] != bucket) continue;
            var at = (slot * series) + of;
            (sum, weight) = (sum + (_mean[at] * (double)_weight[slot]), weight + _weight[slot]);
            (low, high) = hasExtremes ? (Math.Min(low, _low[at]), Math.Max(high, _high[at])) : Widen(low, high, _mean[at]);
        }

        return weight > 0 ? ((float)(sum / weight), low, high) : (float.NaN, float.NaN, float.NaN);
    }

    private static (float, float) Widen(float low, float high, float value) => (Math.Min(low, value), Math.Max(high, value));

    private long NewestBefore(long end) => Math.Min(end, _open == None ? end : _open + 1);

    private int Slot(long bucket) => (int)(((bucket % slots) + slots) % slots);

    private void Weigh(ReadOnlySpan<float> values, double seconds)
    {
        var sum = _sum.AsSpan(0, values.Length);
        var low = _openLow.AsSpan(0, values.Length);
        var high = _openHigh.AsSpan(0, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            sum[i] += value * seconds;
            if (value < low[i]) low[i] = value;
            if (value > high[i]) high[i] = value;
        }

        _openWeight += seconds;
    }

    private void Open(long bucket)
    {
        if (_open != None) Close();
        _open = bucket;
        _openWeight = 0;
        Array.Clear(_sum);
        Array.Fill(_openLow, float.PositiveInfinity);
        Array.Fill(_openHigh, float.NegativeInfinity);
    }

    private void Close()
    {
        var slot = Slot(_open);
        _bucket[slot] = _open;
        _weight[slot] = (float)_openWeight;
        var mean = _mean.AsSpan(slot * series, series);
        for (var i = 0; i < series; i++) mean[i] = (float)(_sum[i] / _openWeight);
        if (!hasExtremes) return;
        _openLow.CopyTo(_low.AsSpan(slot * series));
        _openHigh.CopyTo(_high.AsSpan(slot * series));
    }
}
