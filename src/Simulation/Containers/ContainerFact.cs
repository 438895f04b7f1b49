using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Images;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Containers;

/// <summary>What a host knows of a container that it holds.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Manifest">Its image.</param>
/// <param name="Shape">Its size.</param>
/// <param name="Placement">Where on the host it is.</param>
/// <param name="Settings">How it is set apart.</param>
/// <param name="Running">Whether its processes run.</param>
/// <param name="Boots">How often it was started: with every start everything but its files is new.</param>
internal sealed record ContainerFact(
    InstanceId Id, ImageManifest Manifest, InstanceShape Shape, HostPlacement Placement, ContainerSettings Settings, bool Running, int Boots);
