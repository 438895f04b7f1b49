namespace Cloud.Domain.Iaas.Images;

/// <summary>
/// A read-only layer of an image. Hosts hold it once whatever number of images and containers use it, under its digest.
/// </summary>
public sealed record ImageLayer
{
    /// <param name="createdBy">The build step that made it, for people; not part of its identity.</param>
    /// <param name="entries">Its entries; paths are unique.</param>
    public ImageLayer(string createdBy, IReadOnlyList<LayerEntry> entries)
    {
        CreatedBy = createdBy;
        Entries = [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
        for (var i = 1; i < Entries.Count; i++)
        {
            if (string.Equals(Entries[i].Path, Entries[i - 1].Path, StringComparison.Ordinal))
                throw new ArgumentException($"'{Entries[i].Path}' is in the layer twice.", nameof(entries));
        }

        Bytes = Entries.Sum(entry => entry.Bytes);
        Digest = LayerDigest.Of(string.Concat(Entries.Select(entry => entry.Canonical)));
    }

    /// <summary>Identity: over the entries alone.</summary>
    public LayerDigest Digest { get; }

    /// <summary>The build step that made it.</summary>
    public string CreatedBy { get; }

    /// <summary>In order of paths.</summary>
    public IReadOnlyList<LayerEntry> Entries { get; }

    /// <summary>Sum of its files: what a host fetches and stores.</summary>
    public long Bytes { get; }

    public bool Equals(ImageLayer? other) => other is not null && Digest == other.Digest;

    public override int GetHashCode() => Digest.Value.GetHashCode(StringComparison.Ordinal);
}
