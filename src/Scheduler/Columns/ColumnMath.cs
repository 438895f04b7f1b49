using System.Runtime.Intrinsics;

namespace Cloud.Scheduler.Columns;

/// <summary>Arithmetic on whole columns, four numbers at once, each rounded as the same operation on one number is.</summary>
internal static class ColumnMath
{
    private const int Lanes = 4;

    /// <summary>result = value, or 0 − value as integers, which has no negative zero.</summary>
    public static void Convert(ReadOnlySpan<int> values, Span<double> result, bool negated = false)
    {
        for (var at = 0; at < result.Length; at++) result[at] = negated ? -values[at] : values[at];
    }

    /// <inheritdoc cref="Convert(ReadOnlySpan{int}, Span{double}, bool)"/>
    public static void Convert(ReadOnlySpan<long> values, Span<double> result, bool negated = false)
    {
        var at = 0;
        for (; at + Lanes <= result.Length; at += Lanes)
        {
            var four = Vector256.Create(values.Slice(at, Lanes));
            Vector256.ConvertToDouble(negated ? -four : four).CopyTo(result[at..]);
        }

        for (; at < result.Length; at++) result[at] = negated ? -values[at] : values[at];
    }

    /// <summary>values = sign × (values × factors).</summary>
    public static void Multiply(Span<double> values, ReadOnlySpan<double> factors, double sign = 1)
    {
        var at = 0;
        for (; at + Lanes <= values.Length; at += Lanes)
            (Vector256.Create<double>(values.Slice(at, Lanes)) * Vector256.Create(factors.Slice(at, Lanes)) * sign).CopyTo(values[at..]);
        for (; at < values.Length; at++) values[at] = values[at] * factors[at] * sign;
    }

    /// <summary>totals += (values − least) × factor.</summary>
    public static void AddScaled(Span<double> totals, ReadOnlySpan<double> values, double least, double factor)
    {
        var (from, by) = (Vector256.Create(least), Vector256.Create(factor));
        var at = 0;
        for (; at + Lanes <= totals.Length; at += Lanes)
            (Vector256.Create<double>(totals.Slice(at, Lanes)) + (Vector256.Create(values.Slice(at, Lanes)) - from) * by).CopyTo(totals[at..]);
        for (; at < totals.Length; at++) totals[at] += (values[at] - least) * factor;
    }

    /// <summary>The least and the largest value; NaN when any is not a finite number.</summary>
    public static (double Least, double Most) Range(ReadOnlySpan<double> values)
    {
        var (least, most, zero) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        var at = 0;
        if (values.Length >= Lanes)
        {
            var (low, high, nought) = (Vector256.Create(least), Vector256.Create(most), Vector256<double>.Zero);
            for (; at + Lanes <= values.Length; at += Lanes)
            {
                var four = Vector256.Create(values.Slice(at, Lanes));
                low = Vector256.Min(low, four);
                high = Vector256.Max(high, four);
                nought += four * 0;
            }

            zero = Vector256.Sum(nought);
            for (var lane = 0; lane < Lanes; lane++) (least, most) = (Math.Min(least, low[lane]), Math.Max(most, high[lane]));
        }

        for (; at < values.Length; at++)
        {
            (least, most) = (Math.Min(least, values[at]), Math.Max(most, values[at]));
            zero += values[at] * 0;
        }

        return zero == 0 ? (least, most) : (double.NaN, double.NaN);
    }

    /// <summary>The first index from <paramref name="from"/> on whose value is above <paramref name="bound"/>; the length when there is none.</summary>
    public static int FirstAbove(ReadOnlySpan<double> values, int from, double bound)
    {
        var at = from;
        var limit = Vector256.Create(bound);
        while (at + Lanes <= values.Length && !Vector256.GreaterThanAny(Vector256.Create(values.Slice(at, Lanes)), limit)) at += Lanes;
        while (at < values.Length && !(values[at] > bound)) at++;
        return at;
    }
}
