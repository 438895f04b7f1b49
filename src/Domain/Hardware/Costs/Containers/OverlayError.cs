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
}
