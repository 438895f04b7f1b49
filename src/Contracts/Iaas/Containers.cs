namespace Cloud.Contracts;

/// <summary>How a container is set apart. Fixed at creation; left out, each is false.</summary>
public sealed class ContainerSettingsBody
{
    /// <summary>Uses the host's interfaces and ports.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>Sees the host's processes.</summary>
    public bool? HostPid { get; init; }

    /// <summary>Uses the host's System V and POSIX IPC objects.</summary>
    public bool? HostIpc { get; init; }

    /// <summary>Root inside is an ordinary user outside (rootless).</summary>
    public bool? UserNamespace { get; init; }

    /// <summary>Monotonic and boot time begin at its start.</summary>
    public bool? TimeNamespace { get; init; }

    /// <summary>A virtual machine of its own with a guest kernel; it pays the overhead of the monitor.</summary>
    public bool? VmIsolated { get; init; }

    /// <summary>Nothing can be written to its root file system.</summary>
    public bool? ReadOnlyRoot { get; init; }

    /// <summary>Directories of lower layers can be renamed (redirect_dir=on); otherwise that is EXDEV.</summary>
    public bool? RedirectDirectories { get; init; }
}

/// <summary>The inside of a container.</summary>
public sealed class ContainerView
{
    /// <summary>Whether it has processes. Of a stopped one there are only layers and the upper directory.</summary>
    public required bool Running { get; init; }
    public required string HostName { get; init; }
    public required ContainerIsolationView Isolation { get; init; }
    public required IReadOnlyList<ContainerNamespaceView> Namespaces { get; init; }

    /// <summary>How user ids inside map to ids outside.</summary>
    public required IReadOnlyList<UserMapView> UserMap { get; init; }
    public required IReadOnlyList<MountView> Mounts { get; init; }

    /// <summary>Its link to the host; null without a network namespace of its own.</summary>
    public NetworkLinkView? Network { get; init; }
    public required RootFileSystemView Root { get; init; }
    public required IReadOnlyList<ContainerProcessView> Processes { get; init; }

    /// <summary>Path of its control group below /sys/fs/cgroup.</summary>
    public required string ControlGroup { get; init; }
    public required IReadOnlyList<ControlFileView> Controls { get; init; }
}

/// <param name="Runtime">runc, or kata for a container in a virtual machine of its own.</param>
/// <param name="SharesKernel">Whether it uses the host's kernel.</param>
/// <param name="Boundary">In a sentence.</param>
public sealed record ContainerIsolationView(string Runtime, bool SharesKernel, string Boundary);

/// <param name="Kind">mnt, uts, ipc, pid, net, user, cgroup or time.</param>
/// <param name="Link">As readlink of /proc/PID/ns shows it. Equal numbers of one kernel are one namespace.</param>
/// <param name="Own">Whether it was made for this container; otherwise it is the kernel's first one, which others share.</param>
/// <param name="Kernel">host or guest.</param>
/// <param name="Isolates">What namespaces of this kind separate.</param>
/// <param name="View">What is seen through it.</param>
/// <param name="CloneFlag">Flag of clone(2), hexadecimal.</param>
public sealed record ContainerNamespaceView(string Kind, string Link, bool Own, string Kernel, string Isolates, string View, string CloneFlag);

/// <param name="Inside">First id inside.</param>
/// <param name="Outside">First id outside.</param>
/// <param name="Count">How many ids.</param>
public sealed record UserMapView(long Inside, long Outside, long Count);

public sealed record MountView(string Source, string Target, string Type, string Options);

/// <param name="Inside">Interface inside.</param>
/// <param name="InsideIndex">Its index inside.</param>
/// <param name="Outside">The other end of the pair, on the host.</param>
/// <param name="OutsideIndex">Its index on the host.</param>
/// <param name="Bridge">What the outside end is plugged into.</param>
/// <param name="Mac">Address inside.</param>
/// <param name="Mtu">Largest packet, bytes.</param>
public sealed record NetworkLinkView(string Inside, int InsideIndex, string Outside, int OutsideIndex, string Bridge, string Mac, int Mtu);

/// <summary>The root file system of a container: read-only layers and a writable directory on top.</summary>
/// <param name="Layers">Topmost first.</param>
/// <param name="Upper">Entries of the upper directory as they are on the host's disk, parents first.</param>
/// <param name="UpperBytes">Sum of its files.</param>
/// <param name="UpperLimitBytes">What the flavor's disk gives.</param>
/// <param name="CopiedUpBytes">Bytes copied up since the container was created.</param>
/// <param name="ReadOnly">Whether nothing can be written.</param>
/// <param name="RedirectDirectories">Whether directories of lower layers can be renamed.</param>
/// <param name="SavedBytes">Disk that the host saves because its containers share layers.</param>
public sealed record RootFileSystemView(
    IReadOnlyList<LayerView> Layers, IReadOnlyList<UpperEntryView> Upper, long UpperBytes, long UpperLimitBytes, long CopiedUpBytes, bool ReadOnly,
    bool RedirectDirectories, long SavedBytes);

/// <param name="Index">1 for the topmost.</param>
/// <param name="Digest">SHA-256 over its content: its identity.</param>
/// <param name="CreatedBy">The build step that made it.</param>
/// <param name="Bytes">Sum of its files.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="UsedBy">Containers of this host that are stacked on it.</param>
/// <param name="CachedBytes">Of it in the host's page cache, once for all of them.</param>
public sealed record LayerView(int Index, string Digest, string CreatedBy, long Bytes, int Entries, int UsedBy, long CachedBytes);

/// <param name="Path">Below the upper directory.</param>
/// <param name="Type">file, directory or whiteout.</param>
/// <param name="Bytes">Size of a file.</param>
/// <param name="Marks">What overlayfs notes: a device number or extended attributes.</param>
public sealed record UpperEntryView(string Path, string Type, long Bytes, IReadOnlyList<string> Marks);

/// <param name="HostPid">Number on the host; null when the host does not see it.</param>
/// <param name="Pid">Number inside; null for what runs outside on behalf of the container.</param>
/// <param name="Parent">Number of its parent.</param>
/// <param name="User">User id inside.</param>
/// <param name="HostUser">User id as the host sees it.</param>
/// <param name="Threads">Tasks.</param>
/// <param name="Command">Command line.</param>
/// <param name="Kernel">host or guest.</param>
public sealed record ContainerProcessView(int? HostPid, int? Pid, int Parent, long User, long HostUser, int Threads, string Command, string Kernel);

/// <param name="Name">Name of the file.</param>
/// <param name="Value">Its content at this moment.</param>
/// <param name="Writable">Whether it can be written.</param>
/// <param name="About">What it means.</param>
public sealed record ControlFileView(string Name, string Value, bool Writable, string About);

/// <summary>Writes a file of a control group.</summary>
public sealed class WriteControlBody
{
    /// <summary>As one would echo it into the file.</summary>
    /// <example>50000 100000</example>
    public required string Value { get; init; }
}

/// <summary>What is at a path in a container.</summary>
public sealed class ContainerFileView
{
    /// <summary>Absolute.</summary>
    public required string Path { get; init; }
    public required ContainerEntryView Entry { get; init; }

    /// <summary>overlay, or the file system mounted there: proc, sysfs, cgroup2, tmpfs, ext4.</summary>
    public required string FileSystem { get; init; }

    /// <summary>Content of a small file; null for a directory, and for a file of which only the size is modelled.</summary>
    public string? Text { get; init; }

    /// <summary>SHA-256 of a file's content.</summary>
    public string? Digest { get; init; }

    /// <summary>Entries of a directory, by name.</summary>
    public required IReadOnlyList<ContainerEntryView> Entries { get; init; }

    /// <summary>Layers that were asked until it was found.</summary>
    public required int LayersVisited { get; init; }

    /// <summary>Modelled time of the look-up, µs.</summary>
    public required double LookupUs { get; init; }

    /// <summary>Pages of a file that the host had in memory before, whoever had read them.</summary>
    public required long CachePages { get; init; }
}

/// <param name="Name">Name.</param>
/// <param name="Type">file or directory.</param>
/// <param name="Bytes">Size of a file.</param>
/// <param name="Mode">Permission bits, octal.</param>
/// <param name="Layer">The topmost layer that has it: 0 is the upper directory; -1 another file system.</param>
/// <param name="Merged">Of how many layers a directory is made up.</param>
public sealed record ContainerEntryView(string Name, string Type, long Bytes, string Mode, int Layer, int Merged);

/// <summary>Writes a file of a container.</summary>
public sealed class WriteContainerFileBody
{
    /// <summary>Text; at most 65,536 characters.</summary>
    /// <example>Hello from the upper directory.</example>
    public required string Text { get; init; }

    /// <summary>True: after what is there, which is then copied up whole. Left out or false: instead of it.</summary>
    public bool? Append { get; init; }
}

/// <summary>What a change of a file did.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Effects">What happened to the upper directory, in order.</param>
/// <param name="CopiedBytes">Bytes copied up.</param>
/// <param name="Microseconds">Modelled time.</param>
public sealed record ContainerChangeView(string Path, IReadOnlyList<OverlayEffectView> Effects, long CopiedBytes, double Microseconds);

/// <param name="Kind">
/// directory-copied-up, file-copied-up, created, written, removed, whited-out, whiteout-replaced, made-opaque or redirected.
/// </param>
/// <param name="Path">Below the root.</param>
/// <param name="Bytes">Bytes copied or written.</param>
/// <param name="Layer">Of a copy: the layer it came from.</param>
public sealed record OverlayEffectView(string Kind, string Path, long Bytes, int Layer);

/// <summary>Runs a command on the model of a container.</summary>
public sealed class RunInContainerBody
{
    /// <summary>The command and its arguments: ls, cat, write, append, rm, rmdir, mkdir, mv, ps, id, mount, hostname, uname or help.</summary>
    public required IReadOnlyList<string> Command { get; init; }
}

/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ExitCode">0 for success, 127 for a command that is not known.</param>
/// <param name="Effects">What it did to the upper directory.</param>
/// <param name="Microseconds">Modelled time of its file operations.</param>
public sealed record CommandResultView(string Output, string Error, int ExitCode, IReadOnlyList<OverlayEffectView> Effects, double Microseconds);
