namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>What one operation did to the upper layer.</summary>
public enum OverlayEffectKind
{
    /// <summary>A lower directory now has an upper part.</summary>
    DirectoryCopiedUp,

    /// <summary>A lower file was copied, whole or (when it is truncated anyway) without its bytes.</summary>
    FileCopiedUp,

    /// <summary>A new file or directory.</summary>
    Created,

    /// <summary>Bytes of a file in the upper layer.</summary>
    Written,

    /// <summary>An upper entry went.</summary>
    Removed,

    /// <summary>A whiteout hides what is below: a character device 0/0.</summary>
    WhitedOut,

    /// <summary>A whiteout gave way to something new.</summary>
    WhiteoutReplaced,

    /// <summary>A directory hides the lower ones of its name: trusted.overlay.opaque.</summary>
    MadeOpaque,

    /// <summary>A directory remembers its name below: trusted.overlay.redirect.</summary>
    Redirected,
}

/// <summary>One effect.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">Where.</param>
/// <param name="Bytes">Bytes copied or written.</param>
/// <param name="Layer">Of a copy: the layer it came from (0 is the upper one); otherwise 0.</param>
public readonly record struct OverlayEffect(OverlayEffectKind Kind, string Path, long Bytes = 0, int Layer = 0);

/// <summary>How much the upper layer takes.</summary>
/// <param name="Bytes">Sum of its files.</param>
/// <param name="Entries">Files, directories and marks.</param>
public readonly record struct OverlayLimits(long Bytes, int Entries)
{
    /// <summary>Longest name of an entry, bytes. Source: NAME_MAX of Linux; confidence: C.</summary>
    public const int NameMax = 255;

    /// <summary>Longest path, bytes. Source: PATH_MAX of Linux; confidence: C.</summary>
    public const int PathMax = 4096;

    /// <summary>No limit.</summary>
    public static OverlayLimits None => new(long.MaxValue, int.MaxValue);
}
