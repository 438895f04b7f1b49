using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Containers;

/// <summary>A guest that runs on a host, of whatever kind, as the live model of the host needs it.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Image">Its image.</param>
/// <param name="Shape">Its size.</param>
/// <param name="Placement">Where on the host it is.</param>
/// <param name="VmIsolated">A container in a virtual machine of its own.</param>
/// <param name="Boots">How often it was started.</param>
/// <param name="SinceNs">Since when it runs, nanoseconds of virtual time.</param>
internal sealed record GuestFact(
    InstanceId Id, InstanceKind Kind, ImageId Image, InstanceShape Shape, HostPlacement Placement, bool VmIsolated, int Boots, long SinceNs);
