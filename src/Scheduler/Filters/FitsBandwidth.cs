using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has the network bandwidth.</summary>
public sealed class FitsBandwidth : IHostFilter
{
    public string Name => nameof(FitsBandwidth);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || plan.Needs.NetworkMbps <= host.NetworkRoomMbps;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.NetworkMbps, -1, ask.Plan!.Needs.NetworkMbps - host.NetworkRoomMbps, ask.Plan.Needs.NetworkMbps);
}
