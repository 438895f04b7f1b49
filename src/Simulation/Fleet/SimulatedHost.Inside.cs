using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Iaas.Images;
using Cloud.Domain.Identity;
using Cloud.Simulation.Containers;

namespace Cloud.Simulation.Fleet;

/// <summary>The inside of the host's containers, made when somebody first looks.</summary>
internal sealed partial class SimulatedHost
{
    private InsideHost? _inside;

    public ContainerAnswer Answer(ContainerQuestion question, Func<ImageId, ImageManifest> manifest)
    {
        _inside ??= new(_description, LiveMeters ?? FluidMeters.For(_description));
        _inside.Meters.Follow([.. _guests.Values.Select(guest => guest.AsGuest()).OfType<GuestFact>()], Loop.NowNs);
        _inside.Follow(_guests.Values.Select(guest => guest.AsContainer(manifest)).OfType<ContainerFact>());
        _inside.IsDiskFull = IsDiskFull;
        return _inside.Answer(question);
    }
}
