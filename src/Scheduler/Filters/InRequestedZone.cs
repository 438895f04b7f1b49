using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host is in the zone that the request names, or the request names none.</summary>
public sealed class InRequestedZone : IHostFilter
{
    public string Name => nameof(InRequestedZone);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Zone == PlacementAsk.AnyZone || ask.Zone == host.Zone;
}
