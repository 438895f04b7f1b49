namespace Cloud.Domain.Iaas;

/// <summary>How a container is set apart. Fixed at creation; the default is what runc does when nothing is said.</summary>
public sealed record ContainerSettings
{
    /// <summary>Own mount, UTS, IPC, PID, network and control-group namespaces; the host's users and clocks.</summary>
    public static ContainerSettings Default { get; } = new();

    /// <summary>Uses the host's interfaces and ports.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>Sees the host's processes.</summary>
    public bool HostPid { get; init; }

    /// <summary>Uses the host's System V and POSIX IPC objects.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Root inside is an ordinary user outside (rootless).</summary>
    public bool UserNamespace { get; init; }

    /// <summary>Monotonic and boot time begin at its start.</summary>
    public bool TimeNamespace { get; init; }

    /// <summary>A virtual machine of its own with a guest kernel (Kata).</summary>
    public bool VmIsolated { get; init; }

    /// <summary>Nothing can be written to its root file system.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>Overlayfs with redirect_dir=on: directories of lower layers can be renamed.</summary>
    public bool RedirectDirectories { get; init; }
}
