using System.Diagnostics;

namespace Cloud.Cli.Calibration;

/// <summary>Measures the same thing many times within a budget and keeps the quietest time: others on the machine only add.</summary>
internal static class Repeat
{
    private const int BatchesMin = 3;

    /// <summary>Nanoseconds of one operation; <paramref name="batch"/> does the given number of them.</summary>
    public static double NsPerOperation(TimeSpan budget, int operations, Action batch, CancellationToken cancel)
    {
        var best = double.PositiveInfinity;
        var started = Stopwatch.GetTimestamp();
        for (var batches = 0; batches < BatchesMin || Stopwatch.GetElapsedTime(started) < budget; batches++)
        {
            cancel.ThrowIfCancellationRequested();
            var before = Stopwatch.GetTimestamp();
            batch();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalNanoseconds / operations);
        }

        return best;
    }
}
