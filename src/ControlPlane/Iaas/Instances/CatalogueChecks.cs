using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>Whether flavor, image, kind and zone go together. Every mismatch at once, with what would be accepted.</summary>
internal static class CatalogueChecks
{
    public static IEnumerable<FieldError> Check(CreateInstance request, Flavor? flavor, Image? image, IReadOnlyList<ZoneId> zones) =>
        CheckFlavor(flavor, request.Flavor, request.Kind)
            .Concat(CheckImage(image, request.Image, request.Kind, flavor))
            .Concat(CheckZone(request.Zone, zones));

    public static IEnumerable<FieldError> CheckFlavor(Flavor? flavor, FlavorId asked, InstanceKind kind)
    {
        if (flavor is null)
            yield return new("flavor", $"there is no flavor '{asked}'", "a name from GET /api/v1/flavors");
        else if (!flavor.Kinds.Contains(kind))
            yield return new("flavor", $"'{asked}' is not for a {kind.Name()}", $"a flavor for a {kind.Name()}; this one is for {Names(flavor.Kinds)}");
    }

    /// <summary>What is wrong with a shape; what goes beyond sizes is in the field <c>needs</c>.</summary>
    public static IEnumerable<FieldError> CheckShape(InstanceShape shape) => ShapeRules.Check(shape).Select(complaint =>
        new FieldError(complaint.Field.Contains('.') || complaint.Field.StartsWith("devices", StringComparison.Ordinal) ? $"needs.{complaint.Field}" : complaint.Field, complaint.Message, complaint.Accepted));

    /// <summary>The same for a flavor with what a request puts in place: the field is the request's own.</summary>
    public static IEnumerable<FieldError> CheckShape(InstanceShape flavor, ShapeOverride asked) => CheckShape(asked.Of(flavor)).Select(error =>
        string.Equals(error.Field, "numaNodes", StringComparison.Ordinal) ? error with { Field = "needs.numa.count" } : error);

    public static IEnumerable<FieldError> CheckZone(ZoneId? zone, IReadOnlyList<ZoneId> zones)
    {
        if (zone is { } asked && !zones.Contains(asked))
            yield return new("zone", $"there is no zone '{asked}'", string.Join(", ", zones));
    }

    private static IEnumerable<FieldError> CheckImage(Image? image, ImageId asked, InstanceKind kind, Flavor? flavor)
    {
        if (image is null)
        {
            yield return new("image", $"there is no image '{asked}'", "a name from GET /api/v1/images");
            yield break;
        }

        if (!image.Kinds.Contains(kind))
            yield return new("image", $"'{asked}' does not boot as a {kind.Name()}", $"an image for a {kind.Name()}; this one is for {Names(image.Kinds)}");
        if (flavor is not null && flavor.Shape.MemoryMib < image.MinMemoryMib)
            yield return new("flavor", $"has {flavor.Shape.MemoryMib} MiB of memory", $"at least {image.MinMemoryMib} MiB for image '{asked}'");
        if (flavor is not null && flavor.Shape.DiskGib < image.MinDiskGib)
            yield return new("flavor", $"has a disk of {flavor.Shape.DiskGib} GiB", $"at least {image.MinDiskGib} GiB for image '{asked}'");
    }

    private static string Names(IReadOnlyList<InstanceKind> kinds) => string.Join(", ", kinds.Select(kind => kind.Name()));
}
