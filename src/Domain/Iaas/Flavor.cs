using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Domain.Iaas;

/// <summary>A size that a tenant chooses. Immutable once created, since instances remember it by name.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Description">One line for a person.</param>
/// <param name="Shape">What it asks of a host.</param>
/// <param name="Kinds">The kinds it may be used for.</param>
public sealed record Flavor(FlavorId Id, string Description, InstanceShape Shape, IReadOnlyList<InstanceKind> Kinds);

/// <summary>A disk or root file system image to boot from.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Description">One line for a person.</param>
/// <param name="Kinds">The kinds that can boot it.</param>
/// <param name="SizeMib">Download size, MiB.</param>
/// <param name="MinDiskGib">Smallest root disk that holds it, GiB.</param>
/// <param name="MinMemoryMib">Smallest guest memory it boots in, MiB.</param>
public sealed record Image(ImageId Id, string Description, IReadOnlyList<InstanceKind> Kinds, int SizeMib, int MinDiskGib, int MinMemoryMib);
