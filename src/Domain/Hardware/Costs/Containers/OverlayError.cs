namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Why a file operation failed, in the words of POSIX.</summary>
public enum OverlayError
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>No such entry (ENOENT).</summary>
    NotFound,

    /// <summary>Already there (EEXIST).</summary>
    Exists,

    /// <summary>Not a directory (ENOTDIR).</summary>
    NotDirectory,

    /// <summary>Is a directory (EISDIR).</summary>
    IsDirectory,

    /// <summary>Directory has entries (ENOTEMPTY).</summary>
    NotEmpty,

    /// <summary>Renaming a directory that has lower parts, without redirection (EXDEV): the caller copies instead.</summary>
    CrossDevice,

    /// <summary>A directory into itself (EINVAL).</summary>
    Invalid,

    /// <summary>The upper layer is full (ENOSPC).</summary>
    NoSpace,

    /// <summary>A name or path is longer than a file system takes (ENAMETOOLONG).</summary>
    NameTooLong,

    /// <summary>The file system is mounted read-only (EROFS).</summary>
    ReadOnly,

    /// <summary>No right to (EACCES).</summary>
    NoPermission,
}

/// <summary>Names of the errors.</summary>
public static class OverlayErrors
{
    /// <summary>The symbol in errno.h.</summary>
    public static string Errno(this OverlayError error) => error switch
    {
        OverlayError.None => "0",
        OverlayError.NotFound => "ENOENT",
        OverlayError.Exists => "EEXIST",
        OverlayError.NotDirectory => "ENOTDIR",
        OverlayError.IsDirectory => "EISDIR",
        OverlayError.NotEmpty => "ENOTEMPTY",
        OverlayError.CrossDevice => "EXDEV",
        OverlayError.Invalid => "EINVAL",
        OverlayError.NoSpace => "ENOSPC",
        OverlayError.NameTooLong => "ENAMETOOLONG",
        OverlayError.ReadOnly => "EROFS",
        OverlayError.NoPermission => "EACCES",
    };

    /// <summary>What strerror says.</summary>
    public static string Text(this OverlayError error) => error switch
    {
        OverlayError.None => "Success",
        OverlayError.NotFound => "No such file or directory",
        OverlayError.Exists => "File exists",
        OverlayError.NotDirectory => "Not a directory",
        OverlayError.IsDirectory => "Is a directory",
        OverlayError.NotEmpty => "Directory not empty",
        OverlayError.CrossDevice => "Invalid cross-device link",
        OverlayError.Invalid => "Invalid argument",
        OverlayError.NoSpace => "No space left on device",
        OverlayError.NameTooLong => "File name too long",
        OverlayError.ReadOnly => "Read-only file system",
        OverlayError.NoPermission => "Permission denied",
    };
}
