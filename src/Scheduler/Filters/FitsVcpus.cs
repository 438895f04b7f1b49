using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>
/// Enough NUMA nodes have the shared vCPUs of a part, under the pool's overcommit ratio and without overcommitting the guest against itself.
/// </summary>
public sealed class FitsVcpus : IHostFilter
{
    public string Name => nameof(FitsVcpus);

    public bool Passes(in HostView host, PlacementAsk ask) =>
        ask.Plan is null ? ask.Dedicated || HasCpu(host, ask) : NeedsFitter.Fits(host, ask, NeedsChecks.SharedVcpus);

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        ask.Plan is null ? NumaShortfall.Of(host, ask, cpu: true, memory: false) : NeedsShortfall.Of(host, ask, NeedsChecks.SharedVcpus);

    internal static bool HasCpu(in HostView host, PlacementAsk ask)
    {
        foreach (ref readonly var option in ask.Options)
        {
            if (NumaFitter.Fits(host.CpuRoom(ask.Dedicated), host.MemoryRoomMib, option.Parts, option.Vcpus, 0, 0)) return true;
        }

        return false;
    }
}
