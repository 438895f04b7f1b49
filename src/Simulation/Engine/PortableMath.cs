namespace Cloud.Simulation.Engine;

/// <summary>
/// Logarithm and exponential from IEEE additions, multiplications and divisions only, so that a seed gives the same bits on
/// every platform; <see cref="Math"/> calls the C library, which differs in the last bit between systems. Relative error is
/// below 1e-15 over the range that the generators use.
/// </summary>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Must be positive and finite.");

        var exponent = 0;
        if (!double.IsNormal(x))
        {
            x *= 18014398509481984.0; // 2^54 makes a subnormal number normal
            exponent = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)((bits >> 52) & 0x7FF) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        // ln m = 2 artanh f with |f| <= 0.1716: the term f^23/23 is below 1e-19.
        var f = (m - 1) / (m + 1);
        var f2 = f * f;
        var sum = 0.0;
        for (var k = 21; k >= 3; k -= 2) sum = (sum + (1.0 / k)) * f2;
        return (exponent * Ln2High) + ((2 * (f + (f * sum))) + (exponent * Ln2Low));
    }

    /// <summary>e to the power x; 0 below -708 and infinite above 709.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x < -708) return 0;
        if (x > 709) return double.PositiveInfinity;
        var k = Math.Floor((x * 1.4426950408889634) + 0.5);
        var r = (x - (k * Ln2High)) - (k * Ln2Low);

        // |r| <= 0.3466: the term r^15/15! is below 1e-19.
        var sum = 1.0;
        for (var n = 14; n >= 1; n--) sum = 1 + (sum * r / n);
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>x to the power y for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));
}
