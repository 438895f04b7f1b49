namespace Cloud.Domain.Hardware.Costs.Migration;

/// <summary>
/// A guest to move while it runs: touched memory, dirtying rate and transfer rate (any one unit of size, per second), the part it writes to
/// (infinite = all of it), the longest downtime wanted in seconds, and the rules that end an endless pre-copy.
/// </summary>
public readonly record struct MigrationRequest(double Memory, double DirtyRate, double Bandwidth, double DowntimeLimit)
{
    /// <summary>Finite writable working set; infinite when pages are dirtied independently.</summary>
    public double WorkingSet { get; init; } = double.PositiveInfinity;

    /// <summary>Rounds after which the guest is stopped anyway.</summary>
    public int IterationsMax { get; init; } = 30;

    /// <summary>Stop when this many times the memory has been sent.</summary>
    public double SentFactorMax { get; init; } = double.PositiveInfinity;

    /// <summary>Slow the vCPUs when the guest dirties faster than half the transfer.</summary>
    public bool AutoConverge { get; init; }
}

/// <summary>
/// How a pre-copy went: rounds while running, seconds of them, seconds stopped (transfer only), amount sent, whether it met the limit by
/// itself, and the strongest throttling.
/// </summary>
public readonly record struct MigrationResult(int Rounds, double LiveSeconds, double DowntimeSeconds, double Sent, bool Converged, double Throttle)
{
    /// <summary>Seconds the guest is not running: the last transfer and the switch-over.</summary>
    public double TotalDowntimeSeconds => DowntimeSeconds + (MigrationConstants.SwitchMs / 1000);
}

/// <summary>Section 13: moving a running guest.</summary>
public static class PreCopy
{
    /// <summary>Most rounds that are kept for a plot.</summary>
    public const int RoundsKept = 64;

    /// <summary>Plays the rounds; with <paramref name="volumes"/> given, writes the amount of each round into it.</summary>
    public static MigrationResult Run(in MigrationRequest request, Span<double> volumes = default)
    {
        double volume = request.Memory, live = 0, sent = 0, throttle = 0;
        int rounds = 0, dirtyRounds = 0;
        while (true)
        {
            if (rounds < volumes.Length) volumes[rounds] = volume;
            var seconds = volume / request.Bandwidth;
            var converged = seconds <= request.DowntimeLimit;
            if (converged || rounds >= request.IterationsMax || (sent > 0 && sent + volume > request.SentFactorMax * request.Memory))
                return new(rounds, live, seconds, sent + volume, converged, throttle);
            live += seconds;
            sent += volume;
            rounds++;
            var dirtied = Dirtied(request, seconds, throttle);
            dirtyRounds = dirtied > volume / 2 ? dirtyRounds + 1 : 0;
            if (request.AutoConverge && dirtyRounds >= MigrationConstants.ThrottleAfter)
            {
                throttle = throttle <= 0 ? MigrationConstants.ThrottleStart : Math.Min(MigrationConstants.ThrottleMax, throttle + MigrationConstants.ThrottleStep);
                dirtyRounds = 0;
            }

            volume = dirtied;
        }
    }

    /// <summary>Closed form for independent dirtying with λ = D/B below 1: total seconds, downtime and rounds.</summary>
    public static (double Total, double Downtime, int Rounds) ClosedForm(double memory, double dirtyRate, double bandwidth, double downtimeLimit)
    {
        var ratio = dirtyRate / bandwidth;
        var limit = bandwidth * downtimeLimit;
        var rounds = memory <= limit ? 0 : Math.Max(1, (int)Math.Ceiling(Math.Log(limit / memory) / Math.Log(ratio)));
        return (memory / bandwidth * (1 - Math.Pow(ratio, rounds + 1)) / (1 - ratio), memory / bandwidth * Math.Pow(ratio, rounds), rounds);
    }

    /// <summary>
    /// The volume that pre-copy settles at with a finite working set: <c>x/W = 1 − exp(−(D/B) x/W)</c>; 0 when D/B ≤ 1.
    /// </summary>
    public static double FixedPoint(double workingSet, double dirtyRate, double bandwidth)
    {
        var ratio = dirtyRate / bandwidth;
        if (ratio <= 1) return 0;
        var x = 1.0;
        for (var i = 0; i < 500; i++) x = 1 - Math.Exp(-ratio * x);
        return x * workingSet;
    }

    private static double Dirtied(in MigrationRequest request, double seconds, double throttle)
    {
        var amount = request.DirtyRate * (1 - throttle) * seconds;
        return double.IsInfinity(request.WorkingSet) ? Math.Min(request.Memory, amount) : request.WorkingSet * (1 - Math.Exp(-amount / request.WorkingSet));
    }
}
