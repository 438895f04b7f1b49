using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.ControlPlane.Hosts.Containers;

/// <summary>What a host says to a <see cref="ContainerQuestion"/>.</summary>
public abstract record ContainerAnswer;

/// <summary>Why a question was not answered.</summary>
public enum ContainerRefusalKind
{
    /// <summary>The host is down or cut off.</summary>
    NoAnswer,

    /// <summary>The host does not hold the container (yet, or any more).</summary>
    NotHeld,

    /// <summary>What was asked needs the container to run.</summary>
    NotRunning,

    /// <summary>The file system or the kernel refuses, with an error number.</summary>
    Errno,

    /// <summary>A value is right for the kernel, but more than the flavor gives.</summary>
    AboveFlavor,
}

/// <summary>A refusal.</summary>
/// <param name="Kind">Who refuses.</param>
/// <param name="Error">The error, for <see cref="ContainerRefusalKind.Errno"/>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Accepted">What would be accepted, or null.</param>
public sealed record ContainerRefusal(ContainerRefusalKind Kind, OverlayError Error, string Message, string? Accepted = null) : ContainerAnswer
{
    /// <summary>The kernel's refusal, as a program would print it.</summary>
    public static ContainerRefusal Of(OverlayError error, string subject, string? accepted = null) =>
        new(ContainerRefusalKind.Errno, error, $"{subject}: {error.Text()}", accepted);
}

/// <summary>One entry of a directory.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type"><c>file</c>, <c>directory</c> or, in an upper directory, <c>whiteout</c>.</param>
/// <param name="Bytes">Size of a file.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Layer">The topmost layer that has it, 0 for the upper one; −1 for another file system.</param>
/// <param name="Merged">Of how many layers a directory is made up.</param>
public sealed record PathEntry(string Name, string Type, long Bytes, int Mode, int Layer, int Merged);

/// <summary>What is at a path.</summary>
/// <param name="Path">Absolute, normalised.</param>
/// <param name="Entry">What it is.</param>
/// <param name="FileSystem"><c>overlay</c>, or the file system mounted there.</param>
/// <param name="Text">Content of a small file; null for a directory and for a file of which only the size is modelled.</param>
/// <param name="Digest">SHA-256 of the (modelled) content of a file; null for a directory.</param>
/// <param name="Entries">Of a directory, by name.</param>
/// <param name="LayersVisited">Layers asked until it was found.</param>
/// <param name="LookupUs">Modelled time of the look-up, µs.</param>
/// <param name="CachePages">Pages of a file that were in the host's page cache before this read, by whatever container.</param>
public sealed record PathContent(
    string Path, PathEntry Entry, string FileSystem, string? Text, string? Digest, IReadOnlyList<PathEntry> Entries, int LayersVisited, double LookupUs, long CachePages)
    : ContainerAnswer;

/// <summary>What a change did.</summary>
/// <param name="Path">Absolute, normalised.</param>
/// <param name="FileSystem"><c>overlay</c>, or the file system mounted there.</param>
/// <param name="Effects">What happened to the upper directory, in order.</param>
/// <param name="CopiedBytes">Bytes copied up.</param>
/// <param name="Microseconds">Modelled time: look-ups and copying at the speed of the host's drives.</param>
public sealed record PathChange(string Path, string FileSystem, IReadOnlyList<OverlayEffect> Effects, long CopiedBytes, double Microseconds) : ContainerAnswer;

/// <summary>A file of a control group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its content, without the last line end.</param>
/// <param name="Writable">Whether it can be written here.</param>
/// <param name="About">What it means, for people.</param>
public sealed record ControlFile(string Name, string Value, bool Writable, string About) : ContainerAnswer;

/// <summary>What a command printed.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Effects">What it did to the upper directory.</param>
/// <param name="Microseconds">Modelled time of its file operations.</param>
public sealed record CommandResult(string Output, string Error, int ExitCode, IReadOnlyList<OverlayEffect> Effects, double Microseconds) : ContainerAnswer
{
    /// <summary>Whether it changed anything.</summary>
    public bool HasChanged => Effects.Count > 0;
}
