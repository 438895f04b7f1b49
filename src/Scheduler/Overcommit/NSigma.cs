namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// Mean plus so many standard deviations of what all guests used together: the windows are added up sample by sample, so guests that peak
/// together count as such. Source: Bashir et al., EuroSys 2021 (N-sigma); confidence: confirmed in the abstract, details recalled.
/// </summary>
/// <param name="Sigmas">How many standard deviations, 0 or more.</param>
/// <param name="WarmUp">Samples before a guest's own use counts; until then its limit does.</param>
public sealed record NSigma(double Sigmas, int WarmUp = WarmUps.Default) : IOvercommitPolicy
{
    public string Name => "n-sigma";

    public double PromisePerFreeUnit => 1;

    public double Demand(ReadOnlySpan<GuestUsage> guests)
    {
        var (cold, warm, window) = (0.0, 0.0, int.MaxValue);
        foreach (ref readonly var guest in guests)
        {
            if (guest.History.Count < WarmUp)
            {
                cold += guest.Limit;
                continue;
            }

            warm += guest.Limit;
            window = Math.Min(window, guest.History.Count);
        }

        return warm == 0 ? cold : cold + Math.Min(warm, Together(guests, window));
    }

    /// <summary>Over the samples that all warm guests have.</summary>
    private double Together(ReadOnlySpan<GuestUsage> guests, int window)
    {
        Span<double> total = stackalloc double[window];
        total.Clear();
        foreach (ref readonly var guest in guests)
        {
            if (guest.History.Count >= WarmUp) guest.History.AddTo(total, guest.Limit);
        }

        var mean = 0.0;
        foreach (var use in total) mean += use;
        mean /= window;
        var variance = 0.0;
        foreach (var use in total) variance += (use - mean) * (use - mean);
        return mean + (Sigmas * Math.Sqrt(variance / window));
    }
}
