using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has the local disk.</summary>
public sealed class FitsDisk : IHostFilter
{
    public string Name => nameof(FitsDisk);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.DiskGib <= host.DiskRoomGib;

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        new(Pipeline.Shortfall.DiskGib, -1, ask.DiskGib - host.DiskRoomGib, ask.DiskGib);
}
