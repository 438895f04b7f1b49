using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Shell;
using Cloud.Contracts;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Replay;

/// <summary>The flavor of every traced size, and the image to boot. Missing flavors are added, which takes an operator's token.</summary>
public sealed class ReplayCatalogue
{
    private readonly Dictionary<TraceShape, string> _flavors;

    private ReplayCatalogue(string image, Dictionary<TraceShape, string> flavors) => (Image, _flavors) = (image, flavors);

    public string Image { get; }

    public string FlavorOf(TraceShape shape) => _flavors[shape];

    /// <summary>Looks at what the server has and adds what is missing.</summary>
    /// <exception cref="UsageException">No image of the kind fits the smallest size.</exception>
    public static async Task<ReplayCatalogue> PrepareAsync(
        CloudApiClient api, IReadOnlyCollection<TraceShape> shapes, string kind, string? imageName, CancellationToken cancel)
    {
        var smallest = shapes.Min(shape => shape.MemoryMib);
        var images = await api.ImagesAsync(cancel).ToListAsync(cancel);
        var image = images
            .Where(candidate => candidate.Kinds.Contains(kind, StringComparer.Ordinal) && candidate.MinMemoryMib <= smallest)
            .Where(candidate => imageName is null || string.Equals(candidate.Name, imageName, StringComparison.Ordinal))
            .OrderBy(candidate => candidate.MinDiskGib).ThenBy(candidate => candidate.SizeMib).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault()
            ?? throw new UsageException($"no image{(imageName is null ? "" : $" '{imageName}'")} boots as {kind} in {smallest} MiB; see 'cloud image list'");

        var known = await api.FlavorsAsync(cancel).ToDictionaryAsync(flavor => flavor.Name, StringComparer.Ordinal, cancellationToken: cancel);
        var names = new Dictionary<TraceShape, string>();
        foreach (var shape in shapes.OrderBy(shape => shape.Vcpus).ThenBy(shape => shape.MemoryMib).ThenBy(shape => shape.NumaNodes))
        {
            var wanted = FlavorFor(shape, image.MinDiskGib);
            names.Add(shape, wanted.Name);
            if (!known.TryGetValue(wanted.Name, out var present)) await api.CreateFlavorAsync(wanted, cancel);
            else if (!Same(present, wanted)) throw new UsageException($"flavor {wanted.Name} exists with another size; delete it first");
        }

        return new ReplayCatalogue(image.Name, names);
    }

    private static CreateFlavorBody FlavorFor(TraceShape shape, int diskGib) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"trace.{shape.Vcpus}c-{shape.MemoryMib}m-n{shape.NumaNodes}-d{diskGib}"),
        Description = string.Create(CultureInfo.InvariantCulture, $"Replayed: {shape.Vcpus} vCPU, {shape.MemoryMib} MiB, {Span(shape.NumaNodes)}"),
        Vcpus = shape.Vcpus,
        MemoryMib = shape.MemoryMib,
        DiskGib = diskGib,
        NumaNodes = shape.NumaNodes,
        CpuPolicy = "shared",
        Kinds = ["vm", "microvm", "container"],
    };

    private static string Span(int numaNodes) => numaNodes switch
    {
        0 => "any NUMA nodes",
        1 => "one NUMA node",
        _ => string.Create(CultureInfo.InvariantCulture, $"{numaNodes} NUMA nodes"),
    };

    private static bool Same(FlavorView present, CreateFlavorBody wanted) =>
        present.Vcpus == wanted.Vcpus && present.MemoryMib == wanted.MemoryMib && present.DiskGib == wanted.DiskGib
        && present.NumaNodes == wanted.NumaNodes && string.Equals(present.CpuPolicy, wanted.CpuPolicy, StringComparison.Ordinal);
}
