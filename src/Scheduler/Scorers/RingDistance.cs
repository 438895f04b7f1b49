namespace Cloud.Scheduler.Scorers;

/// <summary>How many steps forward a host is from a cursor, the hosts taken as a ring.</summary>
internal static class RingDistance
{
    public static int Of(int index, long cursor, int hosts)
    {
        var at = (int)(cursor % hosts);
        return ((index - at) % hosts + hosts) % hosts;
    }
}
