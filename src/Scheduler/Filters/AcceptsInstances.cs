using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>The host is not cordoned: it takes new instances.</summary>
public sealed class AcceptsInstances : IHostFilter
{
    public string Name => nameof(AcceptsInstances);

    public bool Passes(in HostView host, PlacementAsk ask) => !host.IsCordoned;

    public string? Describe(in HostView host, PlacementAsk ask) => $"host {host.Description.Id} is cordoned";
}
