using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with least CPU and memory left over after the guest: best-fit over whole hosts, blind to NUMA nodes.
/// score = −(cpu share left + memory share left). Source: best-fit; Panigrahy et al., 2011, L1 with equal weights [M].
/// </summary>
public sealed class LeastRoomLeft : IHostScorer
{
    public string Name => nameof(LeastRoomLeft);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var shares = HostShares.Of(host, ask);
        return -(shares.CpuLeft + shares.MemoryLeft);
    }
}
