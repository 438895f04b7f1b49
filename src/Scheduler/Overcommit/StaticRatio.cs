namespace Cloud.Scheduler.Overcommit;

/// <summary>So many units per unit of hardware, whatever is used.</summary>
/// <param name="Ratio">1 or more.</param>
public sealed record StaticRatio(double Ratio) : IOvercommitPolicy
{
    public string Name => "static";

    public double PromisePerFreeUnit => Ratio;

    public double Demand(ReadOnlySpan<GuestUsage> guests) => OvercommitMath.Limits(guests) / Ratio;
}
