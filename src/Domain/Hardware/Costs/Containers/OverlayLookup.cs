namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>One layer's part of a merged entry.</summary>
public readonly record struct OverlayPart(int Layer, OverlayNode Node);

/// <summary>Result of a lookup: the parts from top to bottom (one for a file), or an error, and how many layers were asked.</summary>
public sealed record OverlayEntry(OverlayError Error, IReadOnlyList<OverlayPart> Parts, int LayersVisited)
{
    /// <summary>True for a (merged) directory.</summary>
    public bool IsDirectory => Error == OverlayError.None && Parts[0].Node.Kind == OverlayKind.Directory;

    /// <summary>Bytes of a file.</summary>
    public long Bytes => Error == OverlayError.None ? Parts[0].Node.Bytes : 0;

    internal static OverlayEntry Missing(OverlayError error, int visited) => new(error, [], visited);
}

/// <summary>The lookup rule of overlayfs, top to bottom: whiteouts stop, files are opaque, directories merge until an opaque one.</summary>
internal static class OverlayLookup
{
    public static OverlayEntry Child(OverlayNode[] layers, OverlayEntry directory, string name)
    {
        var found = new List<OverlayPart>();
        var visited = 0;
        foreach (var (layer, node) in directory.Parts)
        {
            visited++;
            if (!node.Children.TryGetValue(name, out var child)) continue;
            if (child.Kind == OverlayKind.Whiteout) break;
            if (child.Kind == OverlayKind.File)
            {
                if (found.Count == 0) found.Add(new(layer, child));
                break;
            }

            found.Add(new(layer, child));
            if (child.Opaque) break;
            if (child.Redirect is not { } redirect) continue;
            Redirected(layers, layer + 1, redirect, found);
            break;
        }

        return found.Count == 0 ? OverlayEntry.Missing(OverlayError.NotFound, visited) : new(OverlayError.None, found, visited);
    }

    public static IReadOnlyList<string> Names(OverlayEntry directory)
    {
        if (!directory.IsDirectory) return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, node) in directory.Parts)
        {
            foreach (var (name, child) in node.Children)
            {
                if (hidden.Contains(name) || names.Contains(name)) continue;
                if (child.Kind == OverlayKind.Whiteout) hidden.Add(name);
                else names.Add(name);
            }
        }

        return [.. names];
    }

    // Continues a merged directory in the layers below under the name it had before it was renamed.
    private static void Redirected(OverlayNode[] layers, int from, string path, List<OverlayPart> found)
    {
        var below = new OverlayEntry(OverlayError.None, [.. layers.Select((node, i) => new OverlayPart(i, node)).Skip(from)], 0);
        foreach (var name in OverlayPath.Split(path))
        {
            if (below.Parts.Count == 0 || !below.IsDirectory) return;
            below = Child(layers, below, name);
        }

        if (below.IsDirectory) found.AddRange(below.Parts);
    }
}
