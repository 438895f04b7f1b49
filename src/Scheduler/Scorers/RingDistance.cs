namespace Cloud.Scheduler.Scorers;

/// <summary>How many steps forward a host is from a cursor, the hosts taken as a ring.</summary>
internal static class RingDistance
{
    public static int Of(int index, long cursor, int hosts)
    {
        var at = (int)(cursor % hosts);
        return ((index - at) % hosts + hosts) % hosts;
    }

    /// <summary>The distances of all hosts, negated: counted up from the cursor, without a division each.</summary>
    public static void Fill(long cursor, Span<double> scores)
    {
        if (scores.IsEmpty) return;
        var at = (int)(cursor % scores.Length);
        for (var host = at; host < scores.Length; host++) scores[host] = at - host;
        for (var host = 0; host < at; host++) scores[host] = at - scores.Length - host;
    }
}
