namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// The sum of the guests' own percentiles, as Resource Central does: cheap and per guest, but blind to the fact that peaks do not meet.
/// Source: Cortez et al., SOSP 2017; "RC-like" in Bashir et al., EuroSys 2021; confidence: confirmed in the abstract, details recalled.
/// </summary>
/// <param name="Percentile">0 to 100.</param>
/// <param name="WarmUp">Samples before a guest's own use counts; until then its limit does.</param>
public sealed record PercentileOfUse(double Percentile, int WarmUp = WarmUps.Default) : IOvercommitPolicy
{
    public string Name => "percentile";

    public double PromisePerFreeUnit => 1;

    public double Demand(ReadOnlySpan<GuestUsage> guests)
    {
        var sum = 0.0;
        foreach (ref readonly var guest in guests)
            sum += guest.History.Count < WarmUp ? guest.Limit : guest.Limit * guest.History.Percentile(Percentile);
        return sum;
    }
}
