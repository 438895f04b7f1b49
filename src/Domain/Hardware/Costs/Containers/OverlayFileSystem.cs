namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>
/// Section 12.2: a union file system after overlayfs. Layer 0 is the upper, writable one; the others are read-only, topmost first, and may be
/// shared with any number of others. A real data structure, not a cost formula: it answers what a container sees, and
/// <see cref="Effects"/> says what the last operation did to the upper layer. Mutable upper layer, one owner.
/// </summary>
public sealed partial class OverlayFileSystem
{
    private readonly OverlayNode[] _layers;
    private readonly bool _redirectDirectories;
    private readonly OverlayLimits _limits;
    private readonly List<OverlayEffect> _effects = [];

    /// <summary>Stacks an upper layer over lower ones; lower layers are never changed.</summary>
    public OverlayFileSystem(OverlayNode upper, IReadOnlyList<OverlayNode> lowers, bool redirectDirectories = false, OverlayLimits? limits = null)
    {
        if (lowers.Count > ContainerConstants.LayersMax) throw new ArgumentException($"At most {ContainerConstants.LayersMax.Value} lower layers.", nameof(lowers));
        _layers = [upper, .. lowers];
        _redirectDirectories = redirectDirectories;
        _limits = limits ?? OverlayLimits.None;
    }

    /// <summary>The writable layer.</summary>
    public OverlayNode Upper => _layers[0];

    /// <summary>Number of layers.</summary>
    public int Layers => _layers.Length;

    /// <summary>Bytes copied up so far.</summary>
    public long CopiedUpBytes { get; private set; }

    /// <summary>Bytes of the files in the upper layer.</summary>
    public long UpperBytes => Upper.Descendants().Sum(entry => entry.Node.Bytes);

    /// <summary>What the last changing operation did, in order; also when it then failed.</summary>
    public IReadOnlyList<OverlayEffect> Effects => _effects;

    /// <summary>What is at the path, merged; the error says why there is nothing.</summary>
    public OverlayEntry Lookup(string path)
    {
        var current = new OverlayEntry(OverlayError.None, [.. _layers.Select((node, i) => new OverlayPart(i, node))], _layers.Length);
        var visited = 0;
        foreach (var name in OverlayPath.Split(path))
        {
            if (!current.IsDirectory) return OverlayEntry.Missing(OverlayError.NotDirectory, visited);
            current = OverlayLookup.Child(_layers, current, name);
            visited += current.LayersVisited;
            if (current.Error != OverlayError.None) return current with { LayersVisited = visited };
        }

        return current with { LayersVisited = visited };
    }

    /// <summary>Names in a directory: upper first, lower ones unless hidden or already there.</summary>
    public IReadOnlyList<string> ReadDirectory(string path) => OverlayLookup.Names(Lookup(path));

    /// <summary>
    /// Creates a file in the upper layer, or opens one with O_TRUNC: a lower file is then copied up without its bytes, which nobody will read.
    /// </summary>
    public OverlayError WriteNew(string path, long bytes, string? text = null)
    {
        if (Begin(path) is var wrong and not OverlayError.None) return wrong;
        var there = Lookup(path);
        if (there.Error == OverlayError.NotDirectory) return there.Error;
        if (there.IsDirectory) return OverlayError.IsDirectory;
        var inUpper = there.Error == OverlayError.None && there.Parts[0].Layer == 0;
        if (!HasRoom(bytes - (inUpper ? there.Bytes : 0), inUpper ? 0 : 1)) return OverlayError.NoSpace;
        var parent = UpperParent(path, out var name);
        if (parent is null) return OverlayError.NotFound;
        if (there.Error != OverlayError.None) Put(parent, path, OverlayNode.File(bytes, text));
        else
        {
            if (!inUpper) CopyUp(parent, path, there.Parts[0], withBytes: false);
            parent.Children[name].Bytes = bytes;
            parent.Children[name].Text = text;
        }

        _effects.Add(new(OverlayEffectKind.Written, path, bytes));
        return OverlayError.None;
    }

    /// <summary>Opens a file for writing: a lower file is copied up with all its bytes first, and from then on the upper one is used.</summary>
    public OverlayError OpenForWrite(string path, out long copiedBytes)
    {
        copiedBytes = 0;
        return Begin(path) is var wrong and not OverlayError.None ? wrong : Open(path, out copiedBytes);
    }

    /// <summary>Writes at the end of a file, which is copied up first when it is a lower one.</summary>
    public OverlayError Append(string path, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        if (Begin(path) is var wrong and not OverlayError.None) return wrong;
        if (Lookup(path) is { Error: OverlayError.NotFound }) return WriteNew(path, bytes, text);
        if (!HasRoom(bytes, 0)) return OverlayError.NoSpace;
        if (Open(path, out _) is var error and not OverlayError.None) return error;
        var file = UpperNode(path)!;
        file.Text = file.Bytes == 0 ? text : file.Text is { } before ? before + text : null;
        file.Bytes += bytes;
        _effects.Add(new(OverlayEffectKind.Written, path, bytes));
        return OverlayError.None;
    }

    /// <summary>Makes a directory. Over a whiteout it becomes opaque, so that old content does not shine through.</summary>
    public OverlayError MakeDirectory(string path)
    {
        if (Begin(path) is var wrong and not OverlayError.None) return wrong;
        var there = Lookup(path);
        if (there.Error == OverlayError.None) return OverlayError.Exists;
        if (there.Error == OverlayError.NotDirectory) return there.Error;
        if (!HasRoom(0, 1)) return OverlayError.NoSpace;
        var parent = UpperParent(path, out _);
        if (parent is null) return OverlayError.NotFound;
        Put(parent, path, OverlayNode.Directory());
        return OverlayError.None;
    }

    /// <summary>Removes a file or an empty directory; what lower layers still have is hidden by a whiteout.</summary>
    public OverlayError Remove(string path) => Begin(path) is var wrong and not OverlayError.None ? wrong : RemoveOne(path);

    /// <summary>Removes a directory with everything in it, entry by entry as <c>rm -r</c> does: of it one whiteout is left, or nothing.</summary>
    public OverlayError RemoveTree(string path)
    {
        if (Begin(path) is var wrong and not OverlayError.None) return wrong;
        return RemoveAll(path);
    }

    private OverlayError RemoveAll(string path)
    {
        foreach (var name in ReadDirectory(path))
        {
            if (RemoveAll($"{path}/{name}") is var error and not OverlayError.None) return error;
        }

        return RemoveOne(path);
    }

    private OverlayError RemoveOne(string path)
    {
        var there = Lookup(path);
        if (there.Error != OverlayError.None) return there.Error;
        if (there.IsDirectory && ReadDirectory(path).Count > 0) return OverlayError.NotEmpty;
        Hide(path);
        return OverlayError.None;
    }

    private OverlayError Open(string path, out long copiedBytes)
    {
        copiedBytes = 0;
        var there = Lookup(path);
        if (there.Error != OverlayError.None) return there.Error;
        if (there.IsDirectory) return OverlayError.IsDirectory;
        if (there.Parts[0].Layer == 0) return OverlayError.None;
        if (!HasRoom(there.Bytes, 1)) return OverlayError.NoSpace;
        copiedBytes = there.Bytes;
        CopyUp(UpperParent(path, out _)!, path, there.Parts[0], withBytes: true);
        return OverlayError.None;
    }
}
