namespace Cloud.Scheduler.Lifetimes;

/// <summary>
/// Observed lifetimes of guests of one kind, and what they say about one that has lived a while: the longer it has lived, the longer it will
/// (re-prediction, NILAS, MLSys 2025). Immutable.
/// </summary>
public sealed class LifetimeDistribution
{
    /// <summary>Largest sample that is accepted; thin a larger one out.</summary>
    public const int MaxSamples = 1_000_000;

    private readonly double[] _sorted;
    private readonly double[] _sumFrom;

    /// <param name="seconds">Lifetimes in seconds, in any order. Throws when there are none, too many, or one is negative or not finite.</param>
    public LifetimeDistribution(IReadOnlyCollection<double> seconds)
    {
        if (seconds.Count is 0 or > MaxSamples) throw new ArgumentException($"There are 1 to {MaxSamples} lifetimes, not {seconds.Count}.", nameof(seconds));
        _sorted = [.. seconds.Order()];
        if (!(_sorted[0] >= 0) || !double.IsFinite(_sorted[^1])) throw new ArgumentException("A lifetime is not negative.", nameof(seconds));
        _sumFrom = new double[_sorted.Length + 1];
        for (var i = _sorted.Length - 1; i >= 0; i--) _sumFrom[i] = _sumFrom[i + 1] + _sorted[i];
    }

    /// <summary>
    /// Seconds that a guest of this age is still expected to live: the mean of the longer lifetimes, less the age. Older than all of them, it is
    /// expected to live as long again. Source: expected remaining lifetime E(L − a | L &gt; a), LAVA, MLSys 2025 [C]; beyond the sample, Lindy's
    /// rule, an assumption of ours.
    /// </summary>
    public double Remaining(double age)
    {
        var from = FirstAbove(age);
        return from == _sorted.Length ? Math.Max(age, 1) : _sumFrom[from] / (_sorted.Length - from) - age;
    }

    private int FirstAbove(double age)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle] > age) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
