using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most CPU and memory left over after the guest: worst-fit, for quiet neighbours and headroom.
/// score = cpu share left + memory share left. Source: worst-fit; Nova's default spread in shares.
/// </summary>
public sealed class MostRoomLeft : IHostScorer
{
    public string Name => nameof(MostRoomLeft);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var shares = HostShares.Of(host, ask);
        return shares.CpuLeft + shares.MemoryLeft;
    }
}
