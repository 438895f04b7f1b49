namespace Cloud.Domain.Hardware.Labs;

/// <summary>Points to compute a line at, and the host most labs run on.</summary>
public static class LabScale
{
    /// <summary>The host most labs run on: the largest reference host.</summary>
    public static HardwareProfile Host => HardwareProfiles.Get("epyc-7763-2s");

    /// <summary>Powers of two from one value to another.</summary>
    public static IEnumerable<double> Doubling(double from, double to)
    {
        for (var x = from; x <= to * 1.0001; x *= 2) yield return x;
    }

    /// <summary>Whole numbers.</summary>
    public static IEnumerable<double> Whole(int from, int to) => Enumerable.Range(from, to - from + 1).Select(i => (double)i);

    /// <summary>Evenly spaced values, both ends included.</summary>
    public static IEnumerable<double> Even(double from, double to, int count) => Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)));
}
