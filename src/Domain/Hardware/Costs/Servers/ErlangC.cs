namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>The M/M/c queue: open arrivals at c equal servers.</summary>
public static class ErlangC
{
    /// <summary>
    /// Probability that an arrival has to wait, with <paramref name="offered"/> = λS erlangs on <paramref name="servers"/> servers;
    /// 1 when overloaded. Through the Erlang B recursion, which does not overflow.
    /// </summary>
    public static double WaitProbability(int servers, double offered)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(servers);
        if (offered <= 0) return 0;
        if (offered >= servers) return 1;
        var blocking = 1.0;
        for (var n = 1; n <= servers; n++) blocking = offered * blocking / (n + (offered * blocking));
        var utilisation = offered / servers;
        return blocking / (1 - (utilisation * (1 - blocking)));
    }

    /// <summary>Mean wait in units of the service time; infinite when overloaded.</summary>
    public static double MeanWait(int servers, double offered) =>
        offered >= servers ? double.PositiveInfinity : WaitProbability(servers, offered) / (servers - offered);
}
