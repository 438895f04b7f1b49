namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>Section 9.3: how much neighbours slow a guest, and how that shows in its response times.</summary>
public static class Interference
{
    /// <summary>Product of the factors: sibling thread, cycles per instruction, steal, clock. 1 = as if alone.</summary>
    public static double Slowdown(double threadSpeed, double cpi, double cpiAlone, double steal, double clockFactor) =>
        cpi / cpiAlone / threadSpeed / (1 - steal) / clockFactor;

    /// <summary>Isolation: <c>1 − (T_shared − T_alone)/T_alone</c>.</summary>
    public static double Isolation(double alone, double shared) => 1 - ((shared - alone) / alone);

    /// <summary>Mean wait in an M/G/1 queue: <c>λ E[S²]/(2(1 − ρ))</c>; infinite when overloaded.</summary>
    public static double MeanWait(double arrivalsPerSecond, double meanService, double squaredVariation)
    {
        var utilisation = arrivalsPerSecond * meanService;
        if (utilisation >= 1) return double.PositiveInfinity;
        var secondMoment = meanService * meanService * (1 + squaredVariation);
        return arrivalsPerSecond * secondMoment / (2 * (1 - utilisation));
    }

    /// <summary>
    /// 99th percentile of the response, with an exponential tail of the wait beyond the service time; when services take
    /// <paramref name="slowdown"/> times as long, both the service and the queue grow.
    /// </summary>
    public static double P99Response(double arrivalsPerSecond, double meanService, double squaredVariation, double slowdown)
    {
        var service = meanService * slowdown;
        var wait = MeanWait(arrivalsPerSecond, service, squaredVariation);
        var utilisation = arrivalsPerSecond * service;
        if (double.IsInfinity(wait) || utilisation <= 0.01) return double.IsInfinity(wait) ? wait : service;
        return service + (wait / utilisation * Math.Log(utilisation / 0.01));
    }
}
