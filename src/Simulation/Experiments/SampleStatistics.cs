namespace Cloud.Simulation.Experiments;

/// <summary>Means as the published tables compute them.</summary>
public static class SampleStatistics
{
    /// <summary>The mean of whole numbers: one division of an exact sum.</summary>
    public static double Mean(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) throw new ArgumentException("There is no mean of nothing.", nameof(values));
        var sum = 0L;
        foreach (var value in values) sum = checked(sum + value);
        return (double)sum / values.Length;
    }

    /// <summary>The mean without the lowest and the highest tenth (each ⌊n / 10⌋ values).</summary>
    public static double TrimmedMean(ReadOnlySpan<long> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var cut = sorted.Length / 10;
        return Mean(sorted.AsSpan(cut, sorted.Length - 2 * cut));
    }
}
