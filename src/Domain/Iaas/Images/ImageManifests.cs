using Cloud.Domain.Identity;

namespace Cloud.Domain.Iaas.Images;

/// <summary>
/// The manifest of every image, as a function of its name and size: a model of what registries hold, the same everywhere. A container image
/// has a base of a distribution, the runtime of a program, and the program with its settings; images with the same base share that layer.
/// </summary>
public static class ImageManifests
{
    private const long MiB = 1024 * 1024;

    /// <summary>Share of what is above the base that is runtime [E]: programs are small beside the libraries they load.</summary>
    public const double RuntimeShare = 0.75;

    /// <summary>The layers of a container image.</summary>
    public static ImageManifest OfContainer(ImageId image, int sizeMib)
    {
        var recipe = ImageRecipe.Of(image.Value);
        var (distribution, baseBytes) = BaseOf(sizeMib);
        var above = (sizeMib * MiB) - baseBytes;
        var runtime = (long)(above * RuntimeShare);
        return new(image,
        [
            BaseLayer.Of(distribution, baseBytes),
            new($"RUN install {recipe.Program}", [.. Filled(recipe.RuntimeTexts, recipe.Libraries, runtime)]),
            new($"COPY {recipe.Program} /", [.. Filled(recipe.AppTexts, recipe.Programs, above - runtime), .. recipe.Removed]),
        ], recipe.Process);
    }

    /// <summary>A disk image: one layer.</summary>
    public static ImageManifest OfDisk(ImageId image, int sizeMib) =>
        new(image, [new($"disk {image.Value}", [LayerEntry.Binary($"{image.Value}.raw", sizeMib * MiB)])], Process: null);

    /// <summary>The manifest of an image as instances of this kind use it.</summary>
    public static ImageManifest Of(ImageId image, InstanceKind kind, int sizeMib) =>
        kind is InstanceKind.Container ? OfContainer(image, sizeMib) : OfDisk(image, sizeMib);

    /// <summary>Texts as they are, and programs that share the rest of the bytes, the first the most: they sum to <paramref name="bytes"/>.</summary>
    internal static IEnumerable<LayerEntry> Filled(IReadOnlyList<LayerEntry> texts, IReadOnlyList<string> binaries, long bytes)
    {
        var left = bytes - texts.Sum(text => text.Bytes);
        if (left < 0) throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "Smaller than the texts of the layer.");
        foreach (var text in texts) yield return text;
        for (var i = 0; i < binaries.Count; i++)
        {
            var part = i == binaries.Count - 1 ? left : left / 2;
            left -= part;
            yield return LayerEntry.Binary(binaries[i], part);
        }
    }

    private static (string Distribution, long Bytes) BaseOf(int sizeMib) => sizeMib switch
    {
        >= 56 => ("debian", 28 * MiB),
        >= 12 => ("alpine", 4 * MiB),
        _ => ("busybox", Math.Max(MiB / 2, sizeMib * MiB * 2 / 5)),
    };
}
