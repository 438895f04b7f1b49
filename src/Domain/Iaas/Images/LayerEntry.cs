using System.Globalization;

namespace Cloud.Domain.Iaas.Images;

/// <summary>What an entry of a layer is.</summary>
public enum LayerEntryKind
{
    /// <summary>An empty directory, named because it must exist.</summary>
    Directory,

    /// <summary>A file.</summary>
    File,

    /// <summary>A mark that hides what layers below have of this name (<c>.wh.</c> in an archive, a character device 0/0 on disk).</summary>
    Whiteout,
}

/// <summary>One entry of a read-only layer. Files have a size; only small ones have a text, the bytes of others are not modelled.</summary>
/// <param name="Path">Without a leading slash.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Size of a file.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Text">Content, or null when only its size is modelled.</param>
public sealed record LayerEntry(string Path, LayerEntryKind Kind, long Bytes, int Mode, string? Text)
{
    /// <summary>A small file with a text.</summary>
    public static LayerEntry OfText(string path, string text) =>
        new(path, LayerEntryKind.File, System.Text.Encoding.UTF8.GetByteCount(text), 0b110_100_100, text);

    /// <summary>A program or library of which only the size is modelled.</summary>
    public static LayerEntry Binary(string path, long bytes) => new(path, LayerEntryKind.File, bytes, 0b111_101_101, null);

    /// <summary>A directory that must exist though it is empty.</summary>
    public static LayerEntry Directory(string path) => new(path, LayerEntryKind.Directory, 0, 0b111_101_101, null);

    /// <summary>The name is hidden from here up.</summary>
    public static LayerEntry Whiteout(string path) => new(path, LayerEntryKind.Whiteout, 0, 0, null);

    /// <summary>One line of the canonical text of a layer.</summary>
    internal string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Kind}\0{Path}\0{Bytes}\0{Mode}\0{Text}\n");
}
