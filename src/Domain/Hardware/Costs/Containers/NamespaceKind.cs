namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>The eight kinds of namespaces of Linux.</summary>
public enum NamespaceKind
{
    /// <summary>Mount table.</summary>
    Mount,

    /// <summary>Host and domain name.</summary>
    Uts,

    /// <summary>System V IPC and POSIX queues.</summary>
    Ipc,

    /// <summary>Process numbers.</summary>
    Pid,

    /// <summary>Devices, addresses, routes, ports.</summary>
    Network,

    /// <summary>User and group ids, capabilities.</summary>
    User,

    /// <summary>View of the control-group tree.</summary>
    Cgroup,

    /// <summary>Offsets of the monotonic clocks.</summary>
    Time,
}

/// <summary>One kind: name in /proc/self/ns, clone flag, kernel that brought it, and whether it only applies to children.</summary>
public readonly record struct NamespaceFact(NamespaceKind Kind, string Name, uint Flag, string Since, bool ForChildrenOnly, string Isolates);

/// <summary>Section 12.1: isolation by view, not by resource. Flags and versions [R+], names [C].</summary>
public static class Namespaces
{
    /// <summary>All eight.</summary>
    public static IReadOnlyList<NamespaceFact> All { get; } =
    [
        new(NamespaceKind.Mount, "mnt", 0x0002_0000, "2.4.19", false, "mount table and propagation"),
        new(NamespaceKind.Uts, "uts", 0x0400_0000, "2.6.19", false, "host name, domain name"),
        new(NamespaceKind.Ipc, "ipc", 0x0800_0000, "2.6.19", false, "shared memory, semaphores, message queues"),
        new(NamespaceKind.Pid, "pid", 0x2000_0000, "2.6.24", true, "process numbers; its init reaps, and its death kills all"),
        new(NamespaceKind.Network, "net", 0x4000_0000, "2.6.29", false, "devices, routes, firewall, ports, sockets"),
        new(NamespaceKind.User, "user", 0x1000_0000, "3.8", false, "user and group ids, capabilities"),
        new(NamespaceKind.Cgroup, "cgroup", 0x0200_0000, "4.6", false, "root of the control-group tree"),
        new(NamespaceKind.Time, "time", 0x0000_0080, "5.6", true, "offsets of monotonic and boot time"),
    ];

    /// <summary>What stays common whatever is unshared.</summary>
    public static IReadOnlyList<string> NotIsolated { get; } =
        ["the kernel itself", "the wall clock", "devices", "security modules", "global kernel settings", "contention for processor and memory"];

    /// <summary>Milliseconds to start a container's environment with these namespaces.</summary>
    public static double CreateMs(bool network) => ContainerConstants.UnshareMs + ContainerConstants.MountsMs + ContainerConstants.CgroupMs
        + ContainerConstants.SeccompMs + (network ? ContainerConstants.NetworkMs : 0);
}
