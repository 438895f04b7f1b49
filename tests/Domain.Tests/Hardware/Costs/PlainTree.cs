using System.Globalization;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Domain.Tests.Hardware.Costs;

/// <summary>The oracle: one plain file system as a map from paths to sizes; a directory has none.</summary>
internal sealed class PlainTree
{
    private readonly SortedDictionary<string, long?> _entries = new(StringComparer.Ordinal);

    /// <summary>Unpacks a layer over what is there, as an archive with whiteouts.</summary>
    public void Extract(OverlayNode layer)
    {
        foreach (var (path, node) in layer.Descendants())
        {
            if (node.Kind != OverlayKind.Directory || IsFile(path)) Drop(path);
            if (node.Kind == OverlayKind.File) _entries[path] = node.Bytes;
            else if (node.Kind == OverlayKind.Directory) _entries[path] = null;
        }
    }

    public OverlayError Write(string path, long bytes)
    {
        if (Above(path) is var wrong and not OverlayError.None) return wrong;
        if (IsDirectory(path)) return OverlayError.IsDirectory;
        _entries[path] = bytes;
        return OverlayError.None;
    }

    public OverlayError Append(string path) => IsFile(path) ? Write(path, _entries[path]!.Value + 1) : Write(path, 1);

    public OverlayError MakeDirectory(string path)
    {
        if (Above(path) is var wrong and not OverlayError.None) return wrong;
        if (_entries.ContainsKey(path)) return OverlayError.Exists;
        _entries[path] = null;
        return OverlayError.None;
    }

    public OverlayError Remove(string path)
    {
        if (Missing(path) is var wrong and not OverlayError.None) return wrong;
        if (Below(path).Count > 0) return OverlayError.NotEmpty;
        _entries.Remove(path);
        return OverlayError.None;
    }

    public OverlayError RemoveTree(string path)
    {
        if (Missing(path) is var wrong and not OverlayError.None) return wrong;
        Drop(path);
        return OverlayError.None;
    }

    public OverlayError Rename(string from, string to)
    {
        if (Missing(from) is var wrong and not OverlayError.None) return wrong;
        if (string.Equals(from, to, StringComparison.Ordinal)) return OverlayError.None;
        if (to.StartsWith(from + "/", StringComparison.Ordinal)) return OverlayError.Invalid;
        if (Above(to) is var wrongTo and not OverlayError.None) return wrongTo;
        if (_entries.ContainsKey(to))
        {
            if (IsDirectory(from) && IsFile(to)) return OverlayError.NotDirectory;
            if (IsFile(from) && IsDirectory(to)) return OverlayError.IsDirectory;
            if (Below(to).Count > 0) return OverlayError.NotEmpty;
        }

        var moved = Below(from).Append(from).Select(path => (To: to + path[from.Length..], Bytes: _entries[path])).ToList();
        Drop(from);
        foreach (var (path, bytes) in moved) _entries[path] = bytes;
        return OverlayError.None;
    }

    public List<string> Lines() =>
        [.. _entries.Select(entry => entry.Value is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{entry.Key}={bytes}") : entry.Key).Order(StringComparer.Ordinal)];

    private bool IsFile(string path) => _entries.TryGetValue(path, out var bytes) && bytes is not null;

    private bool IsDirectory(string path) => _entries.TryGetValue(path, out var bytes) && bytes is null;

    private List<string> Below(string path) => [.. _entries.Keys.Where(other => other.StartsWith(path + "/", StringComparison.Ordinal))];

    private void Drop(string path)
    {
        foreach (var below in Below(path)) _entries.Remove(below);
        _entries.Remove(path);
    }

    private OverlayError Missing(string path) =>
        Above(path) is var wrong and not OverlayError.None ? wrong : _entries.ContainsKey(path) ? OverlayError.None : OverlayError.NotFound;

    /// <summary>Whether all directories above are there.</summary>
    private OverlayError Above(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (IsFile(path[..slash])) return OverlayError.NotDirectory;
            if (!IsDirectory(path[..slash])) return OverlayError.NotFound;
        }

        return OverlayError.None;
    }
}
