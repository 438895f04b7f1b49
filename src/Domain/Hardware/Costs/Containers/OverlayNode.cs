namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>What an entry of a layer is.</summary>
public enum OverlayKind
{
    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Anything else with content.</summary>
    File,

    /// <summary>A mark that hides what is below.</summary>
    Whiteout,
}

/// <summary>One entry of one layer. A directory may be opaque (hides all layers below) or redirected (its lower name is another).</summary>
public sealed class OverlayNode
{
    private OverlayNode(OverlayKind kind, long bytes)
    {
        Kind = kind;
        Bytes = bytes;
    }

    /// <summary>What it is.</summary>
    public OverlayKind Kind { get; }

    /// <summary>Size of a file.</summary>
    public long Bytes { get; set; }

    /// <summary>Content of a file, or null when only its size is known.</summary>
    public string? Text { get; set; }

    /// <summary>Permission bits.</summary>
    public int Mode { get; set; }

    /// <summary>The real inode behind the entry, by which the page cache knows it; 0 when nobody numbered it.</summary>
    public long Inode { get; set; }

    /// <summary>Of a copy in an upper layer: the inode it was copied from (trusted.overlay.origin); otherwise 0.</summary>
    public long Origin { get; set; }

    /// <summary>The directory hides everything of the same name below (trusted.overlay.opaque).</summary>
    public bool Opaque { get; set; }

    /// <summary>Path in the lower layers when the directory was renamed (trusted.overlay.redirect), or null.</summary>
    public string? Redirect { get; set; }

    /// <summary>Entries of a directory, by name.</summary>
    public SortedDictionary<string, OverlayNode> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>An empty directory.</summary>
    public static OverlayNode Directory() => new(OverlayKind.Directory, 0) { Mode = 0b111_101_101 };

    /// <summary>A file of this size.</summary>
    public static OverlayNode File(long bytes, string? text = null) => new(OverlayKind.File, bytes) { Text = text, Mode = 0b110_100_100 };

    /// <summary>A whiteout: a character device 0/0.</summary>
    public static OverlayNode Whiteout() => new(OverlayKind.Whiteout, 0);

    /// <summary>Everything below, parents first, in order of names.</summary>
    public IEnumerable<(string Path, OverlayNode Node)> Descendants()
    {
        foreach (var (name, child) in Children)
        {
            yield return (name, child);
            foreach (var (path, node) in child.Descendants()) yield return ($"{name}/{path}", node);
        }
    }

    /// <summary>Adds a file at a path, making directories on the way. For building layers.</summary>
    public OverlayNode With(string path, OverlayNode node)
    {
        var at = this;
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names[..^1])
        {
            if (!at.Children.TryGetValue(name, out var child)) at.Children.Add(name, child = Directory());
            at = child;
        }

        at.Children[names[^1]] = node;
        return this;
    }
}
