namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>
/// Section 12.2: a union file system after overlayfs. Layer 0 is the upper, writable one; the others are read-only, topmost first.
/// A real data structure, not a cost formula: it answers what a container sees. Mutable upper layer, one owner.
/// </summary>
public sealed class OverlayFileSystem
{
    private readonly OverlayNode[] _layers;
    private readonly bool _redirectDirectories;

    /// <summary>Stacks an upper layer over lower ones; lower layers are never changed.</summary>
    public OverlayFileSystem(OverlayNode upper, IReadOnlyList<OverlayNode> lowers, bool redirectDirectories = false)
    {
        if (lowers.Count > ContainerConstants.LayersMax) throw new ArgumentException($"At most {ContainerConstants.LayersMax.Value} lower layers.", nameof(lowers));
        _layers = [upper, .. lowers];
        _redirectDirectories = redirectDirectories;
    }

    /// <summary>The writable layer.</summary>
    public OverlayNode Upper => _layers[0];

    /// <summary>Number of layers.</summary>
    public int Layers => _layers.Length;

    /// <summary>Bytes copied up so far.</summary>
    public long CopiedUpBytes { get; private set; }

    /// <summary>What is at the path, merged; the error says why there is nothing.</summary>
    public OverlayEntry Lookup(string path)
    {
        var current = new OverlayEntry(OverlayError.None, [.. _layers.Select((node, i) => new OverlayPart(i, node))], _layers.Length);
        var visited = 0;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
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

    /// <summary>Creates or truncates a file in the upper layer.</summary>
    public OverlayError WriteNew(string path, long bytes)
    {
        var there = Lookup(path);
        if (there.IsDirectory) return OverlayError.IsDirectory;
        var parent = UpperParent(path, out var name);
        if (parent is null) return OverlayError.NotFound;
        parent.Children[name] = OverlayNode.File(bytes);
        return OverlayError.None;
    }

    /// <summary>Opens a file for writing: a lower file is copied up with all its bytes first, and from then on the upper one is used.</summary>
    public OverlayError OpenForWrite(string path, out long copiedBytes)
    {
        copiedBytes = 0;
        var there = Lookup(path);
        if (there.Error != OverlayError.None) return there.Error;
        if (there.IsDirectory) return OverlayError.IsDirectory;
        if (there.Parts[0].Layer == 0) return OverlayError.None;
        var parent = UpperParent(path, out var name);
        copiedBytes = there.Parts[0].Node.Bytes;
        CopiedUpBytes += copiedBytes;
        parent!.Children[name] = OverlayNode.File(copiedBytes);
        return OverlayError.None;
    }

    /// <summary>Makes a directory. Over a whiteout it becomes opaque, so that old content does not shine through.</summary>
    public OverlayError MakeDirectory(string path)
    {
        if (Lookup(path).Error == OverlayError.None) return OverlayError.Exists;
        var parent = UpperParent(path, out var name);
        if (parent is null) return OverlayError.NotFound;
        var overWhiteout = parent.Children.TryGetValue(name, out var old) && old.Kind == OverlayKind.Whiteout;
        parent.Children[name] = OverlayNode.Directory();
        parent.Children[name].Opaque = overWhiteout;
        return OverlayError.None;
    }

    /// <summary>Removes a file or an empty directory; what lower layers still have is hidden by a whiteout.</summary>
    public OverlayError Remove(string path)
    {
        var there = Lookup(path);
        if (there.Error != OverlayError.None) return there.Error;
        if (there.IsDirectory && ReadDirectory(path).Count > 0) return OverlayError.NotEmpty;
        var parent = UpperParent(path, out var name)!;
        parent.Children.Remove(name);
        if (Lookup(path).Error == OverlayError.None) parent.Children[name] = OverlayNode.Whiteout();
        return OverlayError.None;
    }

    /// <summary>
    /// Renames within the file system. A file is copied up first. A directory with lower parts cannot be renamed (EXDEV) unless
    /// redirection is on: then it moves without its contents and remembers where they are.
    /// </summary>
    public OverlayError Rename(string from, string to)
    {
        var source = Lookup(from);
        if (source.Error != OverlayError.None) return source.Error;
        if (Lookup(to).Error == OverlayError.None) return OverlayError.Exists;
        var hasLower = source.Parts.Any(part => part.Layer > 0);
        if (source.IsDirectory && hasLower && !_redirectDirectories) return OverlayError.CrossDevice;
        if (!source.IsDirectory && OpenForWrite(from, out _) is var error and not OverlayError.None) return error;
        var target = UpperParent(to, out var toName);
        if (target is null) return OverlayError.NotFound;
        var moved = UpperNode(from) ?? OverlayNode.Directory();
        if (source.IsDirectory && hasLower) moved.Redirect = from;
        else if (source.IsDirectory) moved.Opaque = true;
        var parent = UpperParent(from, out var name)!;
        parent.Children.Remove(name);
        if (Lookup(from).Error == OverlayError.None) parent.Children[name] = OverlayNode.Whiteout();
        target.Children[toName] = moved;
        return OverlayError.None;
    }

    private OverlayNode? UpperNode(string path) => Lookup(path).Parts is [{ Layer: 0 } part, ..] ? part.Node : null;

    // Copies up the directories above the path; null when there is no such directory.
    private OverlayNode? UpperParent(string path, out string name)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        name = names[^1];
        var parentPath = string.Join('/', names[..^1]);
        if (!Lookup(parentPath).IsDirectory) return null;
        var at = Upper;
        foreach (var step in names[..^1])
        {
            if (!at.Children.TryGetValue(step, out var child)) at.Children.Add(step, child = OverlayNode.Directory());
            at = child;
        }

        return at;
    }
}
