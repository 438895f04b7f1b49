namespace Cloud.Domain.Iaas;

/// <summary>The three sibling kinds of instance. They share request model, ledger and lifecycle; isolation, overhead and boot path are data.</summary>
public enum InstanceKind
{
    /// <summary>Own kernel behind a full device model (QEMU with firmware).</summary>
    VirtualMachine,

    /// <summary>Own kernel behind a minimal device model (Firecracker class).</summary>
    MicroVm,

    /// <summary>Shared kernel: namespaces, control groups, union file system.</summary>
    Container,
}

/// <summary>Names of the kinds as they appear in the API and in the store.</summary>
public static class InstanceKinds
{
    public static IReadOnlyList<InstanceKind> All { get; } = [InstanceKind.VirtualMachine, InstanceKind.MicroVm, InstanceKind.Container];

    public static string Name(this InstanceKind kind) => kind switch
    {
        InstanceKind.VirtualMachine => "vm",
        InstanceKind.MicroVm => "microvm",
        InstanceKind.Container => "container",
    };

    public static bool TryParse(string? name, out InstanceKind kind)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.Name(), name, StringComparison.Ordinal))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
