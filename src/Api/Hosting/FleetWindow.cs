using Cloud.ControlPlane.Hosts.Containers;
using Cloud.ControlPlane.Ports;
using Cloud.Simulation.Fleet;

namespace Cloud.Api.Hosting;

/// <summary>Carries questions about containers to the fleet's thread and answers back.</summary>
public sealed class FleetWindow(SimulatedFleet fleet) : IContainerWindow
{
    /// <inheritdoc/>
    public Task<ContainerAnswer> AskAsync(ContainerQuestion question, CancellationToken cancellation)
    {
        var answered = new TaskCompletionSource<ContainerAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        fleet.Ask(question, answer => answered.TrySetResult(answer));
        return answered.Task.WaitAsync(cancellation);
    }
}
