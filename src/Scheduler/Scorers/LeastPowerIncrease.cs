using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose power would rise least: fills efficient hosts first and wakes a sleeping one last.
/// score = −(P(load after) − P(load before)) in watts by the SPECpower curve of the host's profile; load = CPU promised / capacity; a host without
/// guests sleeps. Source: modified best fit decreasing (MBFD), Beloglazov and Buyya, FGCS 2012 [M].
/// </summary>
public sealed class LeastPowerIncrease : IHostScorer
{
    public string Name => nameof(LeastPowerIncrease);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var curve = PowerBook.Of(host.Description.Profile);
        var load = 1 - host.FreeVcpuShare;
        var more = HostShares.Of(host, ask).CpuNeeded;
        return (host.Instances == 0 ? curve.SleepWatts : curve.At(load)) - curve.At(load + more);
    }
}
