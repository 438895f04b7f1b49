using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cloud.Domain.Hardware.Costs.Fluid;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// How many runnable threads find no processor because vCPUs happen to be busy at the same time (7.5). The binomial sum of
/// <c>Steal.Fraction</c> is for equal guests and costs their number squared; this is the Chernoff bound
/// <c>E[(n − C)+] ≤ e^(−θC − 1)/θ · Π(1 − u + u e^θ)</c> on a fixed grid of θ, scaled to meet that sum at full load. Unlike a normal
/// approximation it never falls when a guest asks for more.
/// </summary>
internal static class Collisions
{
    /// <summary>Values of θ: from 0.06 in steps of √2, which covers pools of 1 to a thousand threads. A multiple of the vector width.</summary>
    public const int Grid = 12;

    private const int Steps = 256;
    private const double FirstTheta = 0.06;
    private const double Ratio = 1.4142135623730951;
    private static readonly double[] Thetas = MakeThetas();
    private static readonly double[] Offsets = [.. Thetas.Select(theta => 1 + PortableMath.Log(theta))];
    private static readonly double[] Table = MakeTable();

    /// <summary>Adds <paramref name="threads"/> threads, each runnable with probability <paramref name="runnable"/>, to the logarithms of the products.</summary>
    public static void Add(Span<double> sums, double threads, double runnable)
    {
        var at = Math.Clamp(runnable, 0, 1) * Steps;
        var row = Math.Min((int)at, Steps - 1);
        var part = at - row;
        ref var low = ref Table[row * Grid];
        ref var high = ref Table[(row + 1) * Grid];
        ref var sum = ref MemoryMarshal.GetReference(sums);
        for (nuint k = 0; k < Grid; k += 4)
        {
            var left = Vector256.LoadUnsafe(ref low, k);
            var between = left + ((Vector256.LoadUnsafe(ref high, k) - left) * part);
            (Vector256.LoadUnsafe(ref sum, k) + (between * threads)).StoreUnsafe(ref sum, k);
        }
    }

    /// <summary>Mean number of threads beyond <paramref name="capacity"/>; <paramref name="mean"/> is the mean number runnable, <paramref name="most"/> the most there can be.</summary>
    public static double Excess(ReadOnlySpan<double> sums, double capacity, double mean, double most)
    {
        if (most <= capacity) return 0;
        var least = double.PositiveInfinity;
        for (var k = 0; k < Grid; k++) least = Math.Min(least, sums[k] - (Thetas[k] * capacity) - Offsets[k]);
        // The bound does not vanish with the load; Σ u P(n ≥ C) ≤ mean²/C does, by Markov's inequality.
        var bound = FluidConstants.ExcessScale.Value * PortableMath.Exp(least);
        return Math.Max(mean - capacity, Math.Min(bound, mean * mean / capacity));
    }

    private static double[] MakeThetas()
    {
        var thetas = new double[Grid];
        var theta = FirstTheta;
        for (var k = 0; k < Grid; k++)
        {
            thetas[k] = theta;
            theta *= Ratio;
        }

        return thetas;
    }

    private static double[] MakeTable()
    {
        var table = new double[(Steps + 1) * Grid];
        for (var row = 0; row <= Steps; row++)
            for (var k = 0; k < Grid; k++)
                table[(row * Grid) + k] = PortableMath.Log(1 + ((double)row / Steps * (PortableMath.Exp(Thetas[k]) - 1)));
        return table;
    }
}
