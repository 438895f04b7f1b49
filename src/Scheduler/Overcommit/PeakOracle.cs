namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// Knows the future: the largest sum of use that the guests will reach together. The upper bound of what any policy that looks at use can
/// promise without ever being short; only experiments have a future to read, so no region file can name it.
/// </summary>
public sealed record PeakOracle : IOvercommitPolicy
{
    public string Name => "oracle";

    public double PromisePerFreeUnit => 1;

    public double Demand(ReadOnlySpan<GuestUsage> guests)
    {
        var longest = 0;
        foreach (ref readonly var guest in guests) longest = Math.Max(longest, guest.Future.Length);
        var peak = 0.0;
        for (var at = 0; at < longest; at++)
        {
            var sum = 0.0;
            foreach (ref readonly var guest in guests)
            {
                if (at < guest.Future.Length) sum += guest.Limit * guest.Future.Span[at] / 100;
            }

            peak = Math.Max(peak, sum);
        }

        return peak;
    }
}
