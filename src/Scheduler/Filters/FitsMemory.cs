using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Filters;

/// <summary>Enough NUMA nodes have the memory of a part, the first of them with the overhead of the instance's kind.</summary>
public sealed class FitsMemory : IHostFilter
{
    public string Name => nameof(FitsMemory);

    public bool Passes(in HostView host, PlacementAsk ask)
    {
        if (ask.Plan is not null) return NeedsFitter.Fits(host, ask, NeedsChecks.SmallMemory);
        foreach (ref readonly var option in ask.Options)
        {
            if (NumaFitter.Fits(host.CpuRoom(ask.Dedicated), host.MemoryRoomMib, option.Parts, 0, option.MemoryMib, host.OverheadMib(ask))) return true;
        }

        return false;
    }

    public Shortfall Shortfall(in HostView host, PlacementAsk ask) =>
        ask.Plan is null ? NumaShortfall.Of(host, ask, cpu: false, memory: true) : NeedsShortfall.Of(host, ask, NeedsChecks.SmallMemory);
}
