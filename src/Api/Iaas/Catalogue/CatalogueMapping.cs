using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Catalogue;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Iaas.Catalogue;

/// <summary>Flavors and images, both ways.</summary>
internal static class CatalogueMapping
{
    public static FlavorView ToView(this Flavor flavor) => new()
    {
        Name = flavor.Id.Value,
        Description = flavor.Description,
        Vcpus = flavor.Shape.Vcpus,
        MemoryMib = flavor.Shape.MemoryMib,
        DiskGib = flavor.Shape.DiskGib,
        NumaNodes = flavor.Shape.NumaNodes,
        CpuPolicy = flavor.Shape.CpuPolicy.Name(),
        Kinds = [.. flavor.Kinds.Select(kind => kind.Name())],
        Needs = flavor.Shape.Needs.ToView(),
    };

    public static ImageView ToView(this Image image) => new()
    {
        Name = image.Id.Value,
        Description = image.Description,
        Kinds = [.. image.Kinds.Select(kind => kind.Name())],
        SizeMib = image.SizeMib,
        MinDiskGib = image.MinDiskGib,
        MinMemoryMib = image.MinMemoryMib,
    };

    public static CreateFlavor ToRequest(this CreateFlavorBody body) => new(
        body.Name,
        body.Description,
        body.Needs.ToOverride().Of(new(body.Vcpus, body.MemoryMib, body.DiskGib, body.NumaNodes, Names.CpuPolicy(body.CpuPolicy))),
        [.. body.Kinds.Select((kind, index) => Names.Kind(kind, $"kinds[{index}]"))]);
}
