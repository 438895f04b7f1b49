namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>The steps that change the upper layer.</summary>
public sealed partial class OverlayFileSystem
{
    private long _nextInode = 1;

    /// <summary>First inode number for new entries of the upper layer.</summary>
    public long FirstInode
    {
        init => _nextInode = value;
    }

    private OverlayError Begin(string path)
    {
        _effects.Clear();
        return OverlayPath.Check(path);
    }

    private bool HasRoom(long bytes, int entries)
    {
        if (_limits == OverlayLimits.None) return true;
        var (usedBytes, usedEntries) = (0L, 0);
        foreach (var (_, node) in Upper.Descendants())
        {
            usedBytes += node.Bytes;
            usedEntries++;
        }

        return usedBytes + bytes <= _limits.Bytes && usedEntries + entries <= _limits.Entries;
    }

    private OverlayNode? UpperNode(string path) => Lookup(path).Parts is [{ Layer: 0 } part, ..] ? part.Node : null;

    private bool IsBelow(string path) => Lookup(path).Error == OverlayError.None;

    /// <summary>Copies up the directories above the path; null when there is no such directory.</summary>
    private OverlayNode? UpperParent(string path, out string name)
    {
        var names = OverlayPath.Split(path);
        name = names[^1];
        if (!Lookup(OverlayPath.Join(names[..^1])).IsDirectory) return null;
        var at = Upper;
        for (var depth = 0; depth < names.Length - 1; depth++)
        {
            if (!at.Children.TryGetValue(names[depth], out var child))
            {
                at.Children.Add(names[depth], child = OverlayNode.Directory());
                child.Inode = _nextInode++;
                _effects.Add(new(OverlayEffectKind.DirectoryCopiedUp, OverlayPath.Join(names[..(depth + 1)])));
            }

            at = child;
        }

        return at;
    }

    /// <summary>Puts a new entry into a directory of the upper layer. A directory that takes the place of a whiteout is opaque.</summary>
    private void Put(OverlayNode parent, string path, OverlayNode node)
    {
        var name = OverlayPath.Split(path)[^1];
        var overWhiteout = parent.Children.TryGetValue(name, out var old) && old.Kind == OverlayKind.Whiteout;
        node.Inode = _nextInode++;
        parent.Children[name] = node;
        if (overWhiteout) _effects.Add(new(OverlayEffectKind.WhiteoutReplaced, path));
        _effects.Add(new(OverlayEffectKind.Created, path));
        if (node.Kind != OverlayKind.Directory || !overWhiteout) return;
        node.Opaque = true;
        _effects.Add(new(OverlayEffectKind.MadeOpaque, path));
    }

    private void CopyUp(OverlayNode parent, string path, OverlayPart from, bool withBytes)
    {
        var copy = OverlayNode.File(withBytes ? from.Node.Bytes : 0, withBytes ? from.Node.Text : "");
        (copy.Inode, copy.Origin, copy.Mode) = (_nextInode++, from.Node.Inode, from.Node.Mode);
        parent.Children[OverlayPath.Split(path)[^1]] = copy;
        CopiedUpBytes += copy.Bytes;
        _effects.Add(new(OverlayEffectKind.FileCopiedUp, path, copy.Bytes, from.Layer));
    }

    /// <summary>Takes a visible entry out of the upper layer and leaves a whiteout when a lower one would shine through.</summary>
    private void Hide(string path)
    {
        var parent = UpperParent(path, out var name)!;
        if (parent.Children.Remove(name)) _effects.Add(new(OverlayEffectKind.Removed, path));
        if (!IsBelow(path)) return;
        parent.Children[name] = OverlayNode.Whiteout();
        parent.Children[name].Inode = _nextInode++;
        _effects.Add(new(OverlayEffectKind.WhitedOut, path));
    }
}
