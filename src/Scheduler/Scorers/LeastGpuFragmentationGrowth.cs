using Cloud.Domain.Placement;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host and the GPU on which least of the free GPU thousandths becomes useless to the guests expected in future: for shared GPUs.
/// score = F(before) − F(after) in thousandths, F = expected fragments over the workload mix; a guest of several or whole GPUs takes the first that
/// have room. Source: FGD, ATC 2023 [C]; LeastGpuFragmentationPercent cuts the score as the published simulator does.
/// </summary>
public sealed class LeastGpuFragmentationGrowth : IHostScorer, IDeviceScorer
{
    public string Name => nameof(LeastGpuFragmentationGrowth);

    public PolicyInputs Inputs => PolicyInputs.HostClassAndMix;

    public double Score(in HostView host, PlacementAsk ask, int parts) => GpuGradient.Of(host, ask);

    public double Score(in HostView host, PlacementAsk ask, int device, int units) =>
        host.Features.Devices[device].Kind == DeviceKind.Gpu ? GpuGradient.OnDevice(host, ask, device, units) : 0;
}
