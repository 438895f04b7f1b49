using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host has the devices, virtual functions or shares of them that the request asks for, on NUMA nodes that could be the guest's.</summary>
public sealed class FitsDevices : IHostFilter
{
    public string Name => nameof(FitsDevices);

    public bool Passes(in HostView host, PlacementAsk ask) => ask.Plan is not { } plan || NeedsFitter.Fits(host, ask, NeedsChecks.Devices);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        NeedsShortfall.Devices(host, ask);
}
