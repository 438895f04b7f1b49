using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.ControlPlane.Hosts.Containers;

/// <summary>A container at a glance.</summary>
/// <param name="Running">Whether it has processes; of a stopped one there are only layers and the upper directory.</param>
/// <param name="HostName">What uname says inside.</param>
/// <param name="Isolation">What separates it from its neighbours.</param>
/// <param name="Namespaces">All eight, in the order of the kernel's headers; empty when it does not run.</param>
/// <param name="UserMap">How user ids inside map to those outside.</param>
/// <param name="Mounts">What is mounted inside.</param>
/// <param name="Network">Its link to the host, or null.</param>
/// <param name="Root">Its root file system.</param>
/// <param name="Processes">Everything that runs for it, on the host and inside.</param>
/// <param name="ControlGroup">Path of its control group.</param>
/// <param name="Controls">Files of the group; empty when it does not run.</param>
public sealed record ContainerLook(
    bool Running, string HostName, ContainerIsolation Isolation, IReadOnlyList<NamespaceRow> Namespaces, IReadOnlyList<UserMapRow> UserMap,
    IReadOnlyList<MountRow> Mounts, NetworkLink? Network, RootFileSystem Root, IReadOnlyList<ProcessRow> Processes, string ControlGroup,
    IReadOnlyList<ControlFile> Controls) : ContainerAnswer;

/// <summary>What separates a container from its neighbours.</summary>
/// <param name="Runtime"><c>runc</c>, or <c>kata</c> for one in a virtual machine of its own.</param>
/// <param name="SharesKernel">Whether it uses the host's kernel.</param>
/// <param name="Boundary">One sentence.</param>
public sealed record ContainerIsolation(string Runtime, bool SharesKernel, string Boundary);

/// <summary>One of the eight namespaces.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Inode">Its number in /proc/PID/ns; equal numbers of one kernel are one namespace.</param>
/// <param name="IsOwn">Whether it was made for this container.</param>
/// <param name="Kernel"><c>host</c> or <c>guest</c>: numbers of different kernels have nothing to do with each other.</param>
/// <param name="View">What is seen through it.</param>
public sealed record NamespaceRow(NamespaceKind Kind, uint Inode, bool IsOwn, string Kernel, string View)
{
    /// <summary>As readlink shows it, for example <c>pid:[4026532201]</c>.</summary>
    public string Link => $"{Namespaces.All[(int)Kind].Name}:[{Inode}]";
}

/// <summary>A line of uid_map: <paramref name="Count"/> ids from <paramref name="Inside"/> on are <paramref name="Outside"/> and following.</summary>
public sealed record UserMapRow(long Inside, long Outside, long Count);

/// <summary>A line of /proc/self/mounts.</summary>
public sealed record MountRow(string Source, string Target, string Type, string Options);

/// <summary>A virtual pair between the container's network namespace and the host's.</summary>
/// <param name="Inside">Interface inside, with its index there.</param>
/// <param name="InsideIndex">Index inside.</param>
/// <param name="Outside">Interface on the host.</param>
/// <param name="OutsideIndex">Index on the host.</param>
/// <param name="Bridge">What the outside end is plugged into.</param>
/// <param name="Mac">Address inside.</param>
/// <param name="Mtu">Largest packet, bytes.</param>
public sealed record NetworkLink(string Inside, int InsideIndex, string Outside, int OutsideIndex, string Bridge, string Mac, int Mtu);

/// <summary>A process.</summary>
/// <param name="HostPid">Number on the host, or null when the host does not see it (in a guest kernel).</param>
/// <param name="Pid">Number inside, or null for what belongs to the container but runs outside.</param>
/// <param name="Parent">Number of its parent, inside; on the host for what runs outside.</param>
/// <param name="User">User id inside; on the host for what runs outside.</param>
/// <param name="HostUser">User id as the host sees it.</param>
/// <param name="Threads">Tasks.</param>
/// <param name="Command">Command line.</param>
/// <param name="Kernel"><c>host</c> or <c>guest</c>.</param>
public sealed record ProcessRow(int? HostPid, int? Pid, int Parent, long User, long HostUser, int Threads, string Command, string Kernel);

/// <summary>The root file system: a stack of layers.</summary>
/// <param name="Layers">Read-only ones, topmost first.</param>
/// <param name="Upper">Entries of the upper directory, parents first.</param>
/// <param name="UpperBytes">Sum of its files.</param>
/// <param name="UpperLimitBytes">What the flavor's disk leaves for it.</param>
/// <param name="CopiedUpBytes">Bytes copied up since the container was created.</param>
/// <param name="ReadOnly">Whether nothing can be written.</param>
/// <param name="RedirectDirectories">Whether directories of lower layers can be renamed.</param>
/// <param name="SavedBytes">Disk that its host saves because layers are shared.</param>
public sealed record RootFileSystem(
    IReadOnlyList<LayerRow> Layers, IReadOnlyList<UpperEntry> Upper, long UpperBytes, long UpperLimitBytes, long CopiedUpBytes, bool ReadOnly,
    bool RedirectDirectories, long SavedBytes);

/// <summary>A read-only layer.</summary>
/// <param name="Index">1 for the topmost.</param>
/// <param name="Digest">Identity.</param>
/// <param name="CreatedBy">The build step that made it.</param>
/// <param name="Bytes">Sum of its files.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="UsedBy">Containers of this host that are stacked on it.</param>
/// <param name="CachedBytes">Of it in the host's page cache, once for all of them.</param>
public sealed record LayerRow(int Index, string Digest, string CreatedBy, long Bytes, int Entries, int UsedBy, long CachedBytes);

/// <summary>An entry of the upper directory as it is on the host's disk.</summary>
/// <param name="Path">Below the upper directory.</param>
/// <param name="Type"><c>file</c>, <c>directory</c> or <c>whiteout</c>.</param>
/// <param name="Bytes">Size of a file.</param>
/// <param name="Marks">What overlayfs notes about it: <c>character device 0/0</c>, <c>trusted.overlay.opaque=y</c> …</param>
public sealed record UpperEntry(string Path, string Type, long Bytes, IReadOnlyList<string> Marks);
