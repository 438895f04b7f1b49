namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>Sections 5.1 and 5.4: thread-level parallelism and the laws of speed-up. All pure numbers.</summary>
public static class Parallelism
{
    /// <summary>
    /// The lecture's <c>TLP = Σ i c_i / (1 − c_0)</c>, where <paramref name="fractions"/>[i] is the fraction of time exactly i threads run.
    /// 0 when nothing ever runs.
    /// </summary>
    public static double Tlp(ReadOnlySpan<double> fractions)
    {
        var running = 0.0;
        for (var i = 1; i < fractions.Length; i++) running += i * fractions[i];
        var busy = 1 - fractions[0];
        return busy <= 0 ? 0 : running / busy;
    }

    /// <summary>No job has more TLP than threads, processors, or the inverse of its serial fraction.</summary>
    public static double TlpBound(int threads, int processors, double serialFraction) =>
        Math.Min(Math.Min(threads, processors), serialFraction <= 0 ? double.PositiveInfinity : 1 / serialFraction);

    /// <summary>Amdahl: <c>1/((1 − p) + p/n)</c>.</summary>
    public static double Amdahl(double parallelFraction, double processors) => 1 / (1 - parallelFraction + (parallelFraction / processors));

    /// <summary>Gustafson: <c>n − (1 − p)(n − 1)</c>.</summary>
    public static double Gustafson(double parallelFraction, double processors) => processors - ((1 - parallelFraction) * (processors - 1));

    /// <summary>Throughput of an SMT core with both threads busy, relative to one thread, by memory-stall fraction.</summary>
    public static double SmtFactor(double stallFraction) =>
        Math.Clamp(ServerConstants.SmtBase + (ServerConstants.SmtPerStall * stallFraction), ServerConstants.SmtMin, ServerConstants.SmtMax);

    /// <summary>Speed of each of two busy hardware threads of one core, relative to having the core alone.</summary>
    public static double SmtThreadSpeed(double smtFactor) => smtFactor / 2;
}
