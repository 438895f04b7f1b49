using System.Diagnostics;
using System.Globalization;
using Cloud.Domain.Hardware.Validation;
using Cloud.Simulation.Labs;

namespace Cloud.Benchmarks;

/// <summary>Seconds of every lab at its defaults and with each knob alone at both ends, and of a full validation; the first run of each, compiler included.</summary>
internal static class LabsBenchmark
{
    private const int Shown = 8;

    public static void Run()
    {
        var runs = new List<(string Lab, string Knobs, double Seconds)>();
        foreach (var lab in MachineLabs.Catalogue.All)
        {
            runs.Add((lab.Id, "defaults", Seconds(() => lab.RunDefaults())));
            foreach (var knob in lab.Knobs)
            {
                foreach (var value in new[] { knob.Min, knob.Max })
                    runs.Add((lab.Id, string.Create(CultureInfo.InvariantCulture, $"{knob.Name}={value}"), Seconds(() => lab.Run(new Dictionary<string, double>(StringComparer.Ordinal) { [knob.Name] = value }))));
            }
        }

        Console.WriteLine($"{runs.Count} runs of {MachineLabs.Catalogue.All.Count} labs, the slowest:");
        foreach (var (lab, knobs, seconds) in runs.OrderByDescending(run => run.Seconds).Take(Shown))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lab,-18} {knobs,-18} {seconds,7:F3} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all labs at their defaults: {runs.Where(run => string.Equals(run.Knobs, "defaults", StringComparison.Ordinal)).Sum(run => run.Seconds):F2} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"validation of all points, first: {Seconds(() => ValidationReport.Run()):F3} s, again: {Seconds(() => ValidationReport.Run()):F3} s"));
    }

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }
}
