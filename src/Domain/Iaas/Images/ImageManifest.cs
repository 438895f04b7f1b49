using Cloud.Domain.Identity;

namespace Cloud.Domain.Iaas.Images;

/// <summary>
/// What an image consists of: the layers of a container image, lowest first as in an OCI manifest, or one layer that is the disk of a virtual
/// machine. Layers add up to the image's size.
/// </summary>
/// <param name="Image">The image.</param>
/// <param name="Layers">Lowest first; a union file system stacks them the other way round.</param>
/// <param name="Process">What a container of it runs; null for a disk.</param>
public sealed record ImageManifest(ImageId Image, IReadOnlyList<ImageLayer> Layers, ImageProcess? Process)
{
    /// <summary>Sum of the layers.</summary>
    public long Bytes => Layers.Sum(layer => layer.Bytes);

    /// <summary>The layers that a host that holds <paramref name="held"/> still has to fetch, in order.</summary>
    public IEnumerable<ImageLayer> Missing(IReadOnlySet<LayerDigest> held) => Layers.Where(layer => !held.Contains(layer.Digest));
}

/// <summary>A process of a container image beside its first one.</summary>
/// <param name="Command">Its command line as ps shows it.</param>
/// <param name="PerVcpu">Whether there is one for each vCPU.</param>
/// <param name="Threads">Threads of each.</param>
public sealed record ImageWorker(string Command, bool PerVcpu, int Threads = 1);

/// <summary>What a container of an image runs.</summary>
/// <param name="Command">The first process, number 1 inside.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="User">User id that it runs as, inside.</param>
/// <param name="Workers">What it starts.</param>
public sealed record ImageProcess(string Command, int Threads, int User, IReadOnlyList<ImageWorker> Workers);
