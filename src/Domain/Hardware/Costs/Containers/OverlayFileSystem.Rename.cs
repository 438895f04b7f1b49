namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Renaming, which is where a union differs most from a plain file system.</summary>
public sealed partial class OverlayFileSystem
{
    /// <summary>
    /// Renames within the file system, over a file or an empty directory if one is there. A file is copied up first. A directory with lower
    /// parts cannot be renamed (EXDEV; <c>mv</c> then copies) unless redirection is on: then it moves without its contents and remembers
    /// where they are.
    /// </summary>
    public OverlayError Rename(string from, string to)
    {
        if (Begin(from) is var wrong and not OverlayError.None) return wrong;
        if (OverlayPath.Check(to) is var wrongTo and not OverlayError.None) return wrongTo;
        var source = Lookup(from);
        if (source.Error != OverlayError.None) return source.Error;
        if (OverlayPath.IsWithin(to, from)) return OverlayPath.Same(to, from) ? OverlayError.None : OverlayError.Invalid;
        if (Replaceable(source, to) is var error and not OverlayError.None) return error;
        var hasLower = source.Parts.Any(part => part.Layer > 0);
        if (source.IsDirectory && hasLower && !_redirectDirectories) return OverlayError.CrossDevice;
        if (!HasRoom(0, 2)) return OverlayError.NoSpace;
        if (!source.IsDirectory && Open(from, out _) is var full and not OverlayError.None) return full;
        Move(source, from, to, hasLower);
        return OverlayError.None;
    }

    private OverlayError Replaceable(OverlayEntry source, string to)
    {
        var target = Lookup(to);
        if (target.Error == OverlayError.NotDirectory) return target.Error;
        if (target.Error != OverlayError.None) return Lookup(OverlayPath.Parent(to)).IsDirectory ? OverlayError.None : OverlayError.NotFound;
        if (source.IsDirectory && !target.IsDirectory) return OverlayError.NotDirectory;
        if (!source.IsDirectory && target.IsDirectory) return OverlayError.IsDirectory;
        return target.IsDirectory && ReadDirectory(to).Count > 0 ? OverlayError.NotEmpty : OverlayError.None;
    }

    private void Move(OverlayEntry source, string from, string to, bool hasLower)
    {
        var redirect = source.IsDirectory && hasLower ? LowerPath(from) : null;
        var moved = UpperNode(from) ?? OverlayNode.Directory();
        if (Lookup(to).Error == OverlayError.None) Hide(to);
        var target = UpperParent(to, out var toName)!;
        Hide(from);
        var replaced = target.Children.TryGetValue(toName, out var old) && old.Kind == OverlayKind.Whiteout;
        if (replaced) _effects.Add(new(OverlayEffectKind.WhiteoutReplaced, to));
        target.Children[toName] = moved;
        _effects.Add(new(OverlayEffectKind.Created, to));
        if (redirect is not null)
        {
            moved.Redirect = redirect;
            _effects.Add(new(OverlayEffectKind.Redirected, to));
        }
        else if (source.IsDirectory)
        {
            moved.Opaque = true;
            _effects.Add(new(OverlayEffectKind.MadeOpaque, to));
        }
    }

    /// <summary>The path by which lower layers know a merged directory: a redirect on the way says where it was before.</summary>
    private string LowerPath(string path)
    {
        var below = "";
        var at = Upper;
        foreach (var name in OverlayPath.Split(path))
        {
            at = at?.Children.GetValueOrDefault(name);
            below = at?.Redirect ?? (below.Length == 0 ? name : $"{below}/{name}");
        }

        return below;
    }
}
