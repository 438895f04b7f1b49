namespace Cloud.Simulation.Engine;

/// <summary>Distributions and orders over the uniform source.</summary>
public sealed partial class SimRandom
{
    /// <summary>Normal by Marsaglia's polar method; the second value of a pair is dropped, so that each call stands alone.</summary>
    public double Normal(double mean = 0, double deviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        while (true)
        {
            var u = (2 * NextDouble()) - 1;
            var v = (2 * NextDouble()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1) return mean + (deviation * u * Math.Sqrt(-2 * PortableMath.Log(s) / s));
        }
    }

    /// <summary>Log-normal, given the mean and deviation of the logarithm; its median is e to the power <paramref name="mu"/>.</summary>
    public double LogNormal(double mu, double sigma) => PortableMath.Exp(Normal(mu, sigma));

    /// <summary>Exponential with the given mean.</summary>
    public double Exponential(double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mean);
        return -mean * PortableMath.Log(1 - NextDouble());
    }

    /// <summary>Pareto with a least value and a tail index; the mean is infinite for an index up to 1.</summary>
    public double Pareto(double least, double index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(index, 0);
        return least * PortableMath.Exp(-PortableMath.Log(1 - NextDouble()) / index);
    }

    /// <summary>
    /// Zipf over the ranks 0..count-1 with weight 1/(rank+1)^exponent, by rejection-inversion in constant time.
    /// Source: Hörmann and Derflinger, ACM TOMACS 6(3), 1996.
    /// </summary>
    public int Zipf(int count, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(exponent, 0);
        var highest = ZipfIntegral(count + 0.5, exponent);
        var lowest = ZipfIntegral(1.5, exponent) - 1;
        var squeeze = 2 - ZipfInverse(ZipfIntegral(2.5, exponent) - PortableMath.Pow(2, -exponent), exponent);
        while (true)
        {
            var u = highest + (NextDouble() * (lowest - highest));
            var x = ZipfInverse(u, exponent);
            var k = Math.Clamp(Math.Floor(x + 0.5), 1, count);
            if (k - x <= squeeze || u >= ZipfIntegral(k + 0.5, exponent) - PortableMath.Pow(k, -exponent)) return (int)k - 1;
        }
    }

    /// <summary>Puts the items in a uniformly drawn order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>One of the items, uniformly.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[NextInt(items.Length)];

    /// <summary>Integral of x^-exponent up to a constant; log x where the exponent is 1.</summary>
    private static double ZipfIntegral(double x, double exponent)
    {
        var log = PortableMath.Log(x);
        var t = (1 - exponent) * log;
        return log * (Math.Abs(t) > 1e-8 ? (PortableMath.Exp(t) - 1) / t : 1 + (t / 2));
    }

    private static double ZipfInverse(double u, double exponent)
    {
        var t = Math.Max(u * (1 - exponent), -1 + 1e-15);
        return PortableMath.Exp(Math.Abs(t) > 1e-8 ? PortableMath.Log(1 + t) / t * u : u * (1 - (t / 2)));
    }
}
