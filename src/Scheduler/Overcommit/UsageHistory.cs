namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// What one guest used of one resource lately, as shares of its limit: a ring of percents, with the counts and sums that answers need kept up
/// to date. About 400 bytes and no allocation per sample. Percents are rounded up: what is predicted is never below what was measured.
/// </summary>
public sealed class UsageHistory
{
    /// <summary>Samples kept when nothing else is said: ten hours at one in five minutes. Source: Bashir et al., EuroSys 2021, section 4 (history window); confidence: recalled.</summary>
    public const int DefaultCapacity = 120;

    /// <summary>Longest window.</summary>
    public const int MaxCapacity = 4096;

    private const int Full = 100;

    private readonly byte[] _ring;
    private readonly ushort[] _counts = new ushort[Full + 1];
    private int _next;
    private long _sum;
    private long _squares;

    /// <param name="capacity">Samples kept, 1 to <see cref="MaxCapacity"/>.</param>
    public UsageHistory(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        _ring = new byte[capacity];
    }

    /// <summary>Samples held.</summary>
    public int Count { get; private set; }

    /// <summary>The newest sample, 0 to 1; 0 without samples.</summary>
    public double Latest => Count == 0 ? 0 : _ring[(_next - 1 + _ring.Length) % _ring.Length] / (double)Full;

    /// <summary>Mean share of the limit, 0 to 1; 0 without samples.</summary>
    public double Mean => Count == 0 ? 0 : _sum / (double)Count / Full;

    /// <summary>Variance of the share of the limit; 0 without samples. Exact: the sums are integers.</summary>
    public double Variance => Count == 0 ? 0 : ((_squares * Count) - (_sum * _sum)) / ((double)Count * Count) / (Full * Full);

    /// <summary>Adds a sample: a share of the limit, clamped to 0 to 1. The oldest one leaves when the window is full.</summary>
    public void Add(double share)
    {
        // 0.55 × 100 is a little above 55 in binary; that is no reason to count 56.
        var percent = (byte)Math.Ceiling((Math.Clamp(double.IsNaN(share) ? 1 : share, 0, 1) * Full) - 1e-9);
        if (Count == _ring.Length) Tally(_ring[_next], -1);
        else Count++;
        Tally(percent, 1);
        _ring[_next] = percent;
        _next = (_next + 1) % _ring.Length;
    }

    /// <summary>The smallest share that so many percent of the samples do not exceed (nearest rank); 1 without samples.</summary>
    public double Percentile(double percent)
    {
        if (Count == 0) return 1;
        var above = Count - Math.Max(1, (int)Math.Ceiling(percent / 100 * Count));
        var value = Full;
        for (var seen = (int)_counts[value]; seen <= above; seen += _counts[value]) value--;
        return value / (double)Full;
    }

    /// <summary>Largest share held; 1 without samples.</summary>
    public double Peak => Percentile(100);

    /// <summary>Adds this guest's use to a sum of aligned windows, newest sample last. Samples before its first count as 0.</summary>
    internal void AddTo(Span<double> total, double limit)
    {
        var scale = limit / Full;
        var samples = Math.Min(Count, total.Length);
        for (var back = 1; back <= samples; back++) total[^back] += scale * _ring[(_next - back + _ring.Length) % _ring.Length];
    }

    private void Tally(byte percent, int sign)
    {
        _counts[percent] = (ushort)(_counts[percent] + sign);
        _sum += sign * percent;
        _squares += sign * percent * percent;
    }
}
