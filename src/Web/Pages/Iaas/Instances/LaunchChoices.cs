using Cloud.Contracts;
using Cloud.Web.Models;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>What can be chosen for a kind, and the defaults that make a name enough.</summary>
/// <param name="Kind">The kind in force.</param>
/// <param name="Flavors">Sizes for it, smallest first.</param>
/// <param name="Images">Images for it.</param>
/// <param name="Zones">Availability zones.</param>
public sealed record LaunchChoices(string Kind, IReadOnlyList<FlavorView> Flavors, IReadOnlyList<ImageView> Images, IReadOnlyList<ZoneView> Zones)
{
    public static LaunchChoices None { get; } = new("vm", [], [], []);

    public static LaunchChoices Of(IReadOnlyList<FlavorView> flavors, IReadOnlyList<ImageView> images, IReadOnlyList<ZoneView> zones, string? kind)
    {
        var chosen = KindInfo.All.FirstOrDefault(info => string.Equals(info.Name, kind, StringComparison.Ordinal))?.Name ?? KindInfo.All[0].Name;
        return new LaunchChoices(
            chosen,
            [.. flavors.Where(flavor => flavor.Kinds.Contains(chosen, StringComparer.Ordinal)).OrderBy(f => f.Vcpus).ThenBy(f => f.MemoryMib).ThenBy(f => f.Name, StringComparer.Ordinal)],
            [.. images.Where(image => image.Kinds.Contains(chosen, StringComparer.Ordinal)).OrderBy(i => i.Name, StringComparer.Ordinal)],
            zones);
    }

    /// <summary>Keeps what fits the kind and fills the rest with the first choice that works.</summary>
    public LaunchForm Complete(LaunchForm asked)
    {
        var image = Images.FirstOrDefault(i => string.Equals(i.Name, asked.Image, StringComparison.Ordinal)) ?? First(Images);
        var flavor = Flavor(asked.Flavor) ?? Flavors.FirstOrDefault(f => image is null || Holds(f, image)) ?? First(Flavors);
        return asked with { Kind = Kind, Image = image?.Name, Flavor = flavor?.Name };
    }

    public FlavorView? Flavor(string? name) => Flavors.FirstOrDefault(flavor => string.Equals(flavor.Name, name, StringComparison.Ordinal));

    private static T? First<T>(IReadOnlyList<T> list) where T : class => list is [var first, ..] ? first : null;

    private static bool Holds(FlavorView flavor, ImageView image) => flavor.DiskGib >= image.MinDiskGib && flavor.MemoryMib >= image.MinMemoryMib;
}
