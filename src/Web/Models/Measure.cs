using System.Globalization;

namespace Cloud.Web.Models;

/// <summary>One chart: series of one unit.</summary>
/// <param name="Title">What it shows, with the unit.</param>
/// <param name="Unit">As <see cref="Measure.UnitOf"/> names it.</param>
/// <param name="Names">Metrics.</param>
public sealed record MetricChart(string Title, string Unit, params string[] Names)
{
    public static IReadOnlyList<MetricChart> OfInstance { get; } =
    [
        new("CPU, threads", "1", "cpu.granted", "cpu.steal", "cpu.throttled"),
        new("Memory", "By", "memory.resident", "memory.shared", "memory.ballooned", "memory.compressed", "memory.swapped", "memory.missing"),
        new("Shares", "%", "cpu.ready", "memory.numa_local", "cache.miss_ratio"),
        new("Network and disk, bytes per second", "By/s", "network.bytes", "disk.bytes"),
        new("Latency", "s", "network.latency", "disk.latency"),
        new("Exits and TLB misses per second", "1", "cpu.exits", "memory.tlb_misses"),
    ];

    public static IReadOnlyList<MetricChart> OfHost { get; } =
    [
        new("CPU, threads", "1", "cpu.granted", "cpu.backends", "cpu.runnable", "cpu.threads"),
        new("Memory", "By", "memory.used", "memory.free"),
        new("Shares", "%", "cpu.utilization", "cpu.run_queue", "cpu.ready_worst", "network.load", "disk.load"),
        new("Power, watts", "1", "power"),
    ];
}

/// <summary>Measured quantities as people read them; <c>charts.js</c> has the same rules.</summary>
public static class Measure
{
    private static readonly string[] Powers = ["B", "KiB", "MiB", "GiB", "TiB"];
    private static readonly string[] Shares = ["cpu.ready", "cpu.ready_worst", "cpu.speed", "memory.numa_local", "cache.miss_ratio", "cpu.utilization", "cpu.run_queue", "network.load", "disk.load", "numa.cpu.utilization", "numa.memory.load"];

    /// <summary>The unit to show: <c>%</c> for shares of one, otherwise that of the metric.</summary>
    public static string UnitOf(string metric, string unit) => Array.IndexOf(Shares, metric) >= 0 ? "%" : unit;

    public static string Show(double? value, string unit) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } share, "%") => $"{Digits(100 * share)} %",
        ({ } seconds, "s") => seconds < 1e-3 ? $"{Digits(seconds * 1e6)} µs" : seconds < 1 ? $"{Digits(seconds * 1e3)} ms" : $"{Digits(seconds)} s",
        ({ } bytes, ['B', 'y', .. var rest]) when (int)Math.Clamp(Math.Floor(Math.Log2(Math.Max(1, bytes)) / 10), 0, 4) is var power =>
            $"{Digits(bytes / Math.Pow(1024, power))} {Powers[power]}{rest}",
        ({ } number, _) => Digits(number),
    };

    private static string Digits(double value) => value >= 100
        ? Math.Round(value).ToString("0", CultureInfo.InvariantCulture)
        : ((decimal)double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).ToString("0.##########", CultureInfo.InvariantCulture);
}
