using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the smallest share of its shared vCPUs free: fills hosts one after another.</summary>
public sealed class LeastFreeVcpus : IHostScorer
{
    public string Name => nameof(LeastFreeVcpus);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.FreeVcpuShare;
}
