using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has a memory-encryption key left, or the guest needs none.</summary>
public sealed class FitsConfidentialKeys : IHostFilter
{
    public string Name => nameof(FitsConfidentialKeys);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || plan.Needs.Confidential == ConfidentialNeed.None || host.ConfidentialRoom > 0;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.ConfidentialKeys, -1, 1, 1);
}
