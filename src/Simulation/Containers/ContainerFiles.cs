using System.Security.Cryptography;
using System.Text;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>Files as a process inside sees them: the overlay, and what is mounted over it.</summary>
internal sealed class ContainerFiles(InsideHost host, InsideContainer container, ContainerAddress address)
{
    /// <summary>Text that the upper directory of one container may hold: the model keeps it in memory.</summary>
    public const int TextMax = 256 * 1024;

    private readonly SortedDictionary<string, SpecialFile> _special = SpecialFiles.Of(container, address);

    private OverlayFileSystem Overlay => container.Overlay;

    /// <summary>Effects of the changes so far on the upper directory, and their modelled time.</summary>
    public List<OverlayEffect> Effects { get; } = [];

    public double Microseconds { get; private set; }

    /// <summary>Reads a file or lists a directory.</summary>
    public ContainerAnswer Read(string asked)
    {
        var path = OverlayPath.Normalise(asked);
        if (SpecialFiles.FileSystemOf(path) is { } mounted) return ReadSpecial(path, mounted);
        var found = Overlay.Lookup(path);
        var lookupUs = OverlayCost.LookupUs(found.LayersVisited, cached: true);
        Microseconds += lookupUs;
        if (found.Error != OverlayError.None) return ContainerRefusal.Of(found.Error, $"/{path}");
        var (layer, node) = found.Parts[0];
        var entry = new PathEntry(path.Length == 0 ? "/" : OverlayPath.Split(path)[^1], InsideLook.TypeOf(node), node.Bytes, node.Mode, layer, found.Parts.Count);
        if (found.IsDirectory) return new PathContent($"/{path}", entry, "overlay", null, null, List(path), found.LayersVisited, lookupUs, 0);
        var cached = host.Cache.Read(node.Inode, node.Bytes, container.Fact.Id);
        Microseconds += Math.Max(0, node.Bytes - (cached * ModelUnits.PageBytes)) / (host.CopyGBs * 1000);
        return new PathContent($"/{path}", entry, "overlay", node.Text, Digest(node), [], found.LayersVisited, lookupUs, cached);
    }

    public OverlayError Write(string asked, string text, bool append)
    {
        var path = OverlayPath.Normalise(asked);
        if (Outside(path) is { } outside) return outside;
        if (Encoding.UTF8.GetByteCount(text) + TextHeld > TextMax || text.Length + host.TextHeld > InsideHost.TextMax) return OverlayError.NoSpace;
        var error = append ? Overlay.Append(path, text) : Overlay.WriteNew(path, Encoding.UTF8.GetByteCount(text), text);
        if (error == OverlayError.None && Overlay.Lookup(path).Parts[0].Node is { } node) host.Cache.Drop(node.Inode);
        return Note(path, error);
    }

    public OverlayError Remove(string asked, bool recursive, bool directoriesToo = true)
    {
        var path = OverlayPath.Normalise(asked);
        if (Outside(path) is { } outside) return outside;
        var before = Overlay.Lookup(path);
        if (before.IsDirectory && !recursive && !directoriesToo) return OverlayError.IsDirectory;
        return Note(path, recursive ? Overlay.RemoveTree(path) : Overlay.Remove(path));
    }

    public OverlayError MakeDirectory(string asked)
    {
        var path = OverlayPath.Normalise(asked);
        return Outside(path) ?? Note(path, Overlay.MakeDirectory(path));
    }

    public OverlayError Rename(string from, string to)
    {
        var (source, target) = (OverlayPath.Normalise(from), OverlayPath.Normalise(to));
        if (Overlay.Lookup(target).IsDirectory && source.Length > 0) target = OverlayPath.Normalise($"{target}/{OverlayPath.Split(source)[^1]}");
        return Outside(source) ?? Outside(target) ?? Note(source, Overlay.Rename(source, target));
    }

    /// <summary>The answer to a change of one path.</summary>
    public ContainerAnswer Answer(string asked, OverlayError error)
    {
        var path = OverlayPath.Normalise(asked);
        return error == OverlayError.None
            ? new PathChange($"/{path}", "overlay", [.. Effects], Effects.Where(effect => effect.Kind == OverlayEffectKind.FileCopiedUp).Sum(effect => effect.Bytes), Microseconds)
            : ContainerRefusal.Of(error, $"/{path}", error == OverlayError.NoSpace ? $"at most {TextMax} bytes of text in a container, {InsideContainer.UpperEntriesMax} entries, and the flavor's disk" : null);
    }

    private long TextHeld => Overlay.Upper.Descendants().Sum(entry => entry.Node.Text is { } text ? (long)Encoding.UTF8.GetByteCount(text) : 0);

    /// <summary>Why a path cannot be changed before the overlay is asked; null when it can.</summary>
    private OverlayError? Outside(string path) => SpecialFiles.FileSystemOf(path) switch
    {
        null => container.Fact.Settings.ReadOnlyRoot ? OverlayError.ReadOnly : host.IsDiskFull ? OverlayError.NoSpace : null,
        "sysfs" or "cgroup2" => OverlayError.ReadOnly,
        _ => OverlayError.NoPermission,
    };

    private OverlayError Note(string path, OverlayError error)
    {
        Microseconds += OverlayCost.LookupUs(Overlay.Lookup(path).LayersVisited, cached: true);
        foreach (var effect in Overlay.Effects)
        {
            Effects.Add(effect);
            if (effect.Kind is OverlayEffectKind.FileCopiedUp or OverlayEffectKind.DirectoryCopiedUp) Microseconds += OverlayCost.CopyUpUs(effect.Bytes, host.CopyGBs);
        }

        return error;
    }

    private List<PathEntry> List(string path)
    {
        var entries = Overlay.ReadDirectory(path).Select(name =>
        {
            var found = Overlay.Lookup($"{path}/{name}");
            var (layer, node) = found.Parts[0];
            return new PathEntry(name, InsideLook.TypeOf(node), node.Bytes, node.Mode, layer, found.Parts.Count);
        }).ToList();
        foreach (var mounted in SpecialBelow(path))
        {
            entries.RemoveAll(entry => string.Equals(entry.Name, mounted.Name, StringComparison.Ordinal));
            entries.Add(mounted);
        }

        entries.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    private ContainerAnswer ReadSpecial(string path, string mounted)
    {
        if (_special.TryGetValue(path, out var file))
        {
            var text = file.Text();
            return new PathContent($"/{path}", new(OverlayPath.Split(path)[^1], "file", Encoding.UTF8.GetByteCount(text), 0b100_100_100, -1, 1), mounted, text, null, [], 0, 0, 0);
        }

        var below = SpecialBelow(path);
        return below.Count == 0 && !SpecialFiles.Mounts.Any(mount => string.Equals(mount.Path, path, StringComparison.Ordinal))
            ? ContainerRefusal.Of(OverlayError.NotFound, $"/{path}")
            : new PathContent($"/{path}", new(OverlayPath.Split(path)[^1], "directory", 0, 0b101_101_101, -1, 1), mounted, null, null, below, 0, 0, 0);
    }

    private List<PathEntry> SpecialBelow(string path)
    {
        var prefix = path.Length == 0 ? "" : path + "/";
        return [.. _special.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && SpecialFiles.FileSystemOf(key) is not null)
            .Select(key => key[prefix.Length..])
            .GroupBy(below => below.Split('/')[0], StringComparer.Ordinal)
            // A mount point may be far below: only the directories that the mount itself provides are listed.
            .Where(group => SpecialFiles.FileSystemOf(prefix + group.Key) is not null)
            .Select(group => group.First().Contains('/', StringComparison.Ordinal)
                ? new PathEntry(group.Key, "directory", 0, 0b101_101_101, -1, 1)
                : new PathEntry(group.Key, "file", 0, 0b100_100_100, -1, 1))];
    }

    /// <summary>Digest of the content; of a file whose bytes are not modelled, of what is known of it.</summary>
    private static string Digest(OverlayNode node) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(node.Text ?? $"inode {(node.Origin == 0 ? node.Inode : node.Origin)}, {node.Bytes} bytes")));
}
