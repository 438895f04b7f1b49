namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Sections 8.5 and 8.6: compressing cold memory and swapping by the host.</summary>
public static class Offload
{
    /// <summary>Fraction of memory gained by compressing the cold part: <c>cold (1 − 1/ratio)</c>.</summary>
    public static double GainFraction(double coldFraction, double ratio) => coldFraction * (1 - (1 / ratio));

    /// <summary>Slow-down of a program that promotes this many pages per second: <c>promotion t_in</c>.</summary>
    public static double CompressionSlowdown(double promotionsPerSecond) => promotionsPerSecond * ReclaimConstants.DecompressUs / 1e6;

    /// <summary>Effective access time in ns when a fraction of accesses hits swapped pages: <c>(1 − p) Lat + p t_dev</c>.</summary>
    public static double EffectiveAccessNs(double memoryNs, double swappedFraction, double deviceUs) =>
        ((1 - swappedFraction) * memoryNs) + (swappedFraction * deviceUs * 1000);

    /// <summary>Nanoseconds that swapping adds to each access: <c>p t_dev</c>.</summary>
    public static double AddedNs(double swappedFraction, double deviceUs) => swappedFraction * deviceUs * 1000;

    /// <summary>Time of one touch of a swapped page, µs; with double paging the guest's own swap doubles the trip.</summary>
    public static double TouchUs(double exitNs, double deviceUs, bool doublePaging) => (exitNs / 1000) + (deviceUs * (doublePaging ? 2 : 1));
}
