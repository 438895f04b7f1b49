using System.Collections.Immutable;

namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// The most careful of several policies: the largest demand, the smallest promise. Source: the max predictor of Bashir et al., EuroSys 2021,
/// whose production use gained 10 to 16 % usable CPU; confidence: confirmed.
/// </summary>
/// <param name="Policies">At least one.</param>
public sealed record MaximumOf(ImmutableArray<IOvercommitPolicy> Policies) : IOvercommitPolicy
{
    public string Name => "max";

    public double PromisePerFreeUnit => Policies.Min(policy => policy.PromisePerFreeUnit);

    public double Demand(ReadOnlySpan<GuestUsage> guests)
    {
        var most = 0.0;
        foreach (var policy in Policies) most = Math.Max(most, policy.Demand(guests));
        return most;
    }
}
