using Cloud.Domain.Placement;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// As LeastGpuFragmentationGrowth, in the whole numbers that kube-scheduler takes: differences of less than some 40 thousandths are ties, which go
/// to the first host and the first GPU and so keep the last ones free. score = ⌊100 / (1 + exp(−(F(before) − F(after)) / 1000))⌋.
/// Source: FGD, ATC 2023, as its published simulator computes it [C].
/// </summary>
public sealed class LeastGpuFragmentationPercent : IHostScorer, IDeviceScorer
{
    public string Name => nameof(LeastGpuFragmentationPercent);

    public PolicyInputs Inputs => PolicyInputs.HostClassAndMix;

    public double Score(in HostView host, PlacementAsk ask, int parts) => Percent(GpuGradient.Of(host, ask));

    public double Score(in HostView host, PlacementAsk ask, int device, int units) =>
        host.Features.Devices[device].Kind == DeviceKind.Gpu ? Percent(GpuGradient.OnDevice(host, ask, device, units)) : 0;

    private static double Percent(double shrinkage) => Math.Floor(100 / (1 + Math.Exp(-shrinkage / 1000)));
}
