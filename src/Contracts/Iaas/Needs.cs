namespace Cloud.Contracts;

/// <summary>What an instance asks of a host beyond sizes. Everything is optional.</summary>
public sealed class NeedsBody
{
    /// <summary>NUMA nodes of the guest.</summary>
    public NumaNeedBody? Numa { get; init; }

    /// <summary>How vCPUs are backed.</summary>
    public CpuNeedBody? Cpu { get; init; }

    /// <summary>How memory is backed.</summary>
    public MemoryNeedBody? Memory { get; init; }

    /// <summary>Devices, at most 8 entries and 64 devices.</summary>
    public IReadOnlyList<DeviceNeedBody>? Devices { get; init; }

    /// <summary>Network bandwidth.</summary>
    public NetworkNeedBody? Network { get; init; }

    /// <summary>Capabilities of the host by name.</summary>
    public TraitNeedBody? Traits { get; init; }

    /// <summary>How the guest is kept apart.</summary>
    public IsolationNeedBody? Isolation { get; init; }
}

/// <summary>NUMA nodes of a guest: as numaNodes says, unequal ones, or none.</summary>
public sealed class NumaNeedBody
{
    /// <summary>nodes (default), or none: vCPUs and memory may be cut up over the host in any way.</summary>
    public string Layout { get; set; } = "nodes";

    /// <summary>Equal NUMA nodes: 0 = automatic (split only when it must be), N = exactly N; omitted or null keeps the flavor's.</summary>
    public int? Count { get; init; }

    /// <summary>Unequal NUMA nodes; they add up to the flavor's vCPUs and memory.</summary>
    public IReadOnlyList<GuestNumaNodeBody>? Nodes { get; init; }
}

/// <summary>One NUMA node of a guest.</summary>
public sealed class GuestNumaNodeBody
{
    public required int Vcpus { get; init; }
    public required long MemoryMib { get; init; }

    /// <summary>Of the vCPUs, those with cores of their own; only with policy mixed.</summary>
    public int DedicatedVcpus { get; init; }
}

/// <summary>How vCPUs are backed.</summary>
public sealed class CpuNeedBody
{
    /// <summary>shared, dedicated or mixed; omitted or null keeps the flavor's.</summary>
    public string? Policy { get; init; }

    /// <summary>With policy mixed: vCPUs with cores of their own.</summary>
    public int DedicatedVcpus { get; init; }

    /// <summary>prefer (default), isolate (one vCPU per core, siblings idle) or require (hosts with SMT only).</summary>
    public string Threads { get; set; } = "prefer";
}

/// <summary>How memory is backed.</summary>
public sealed class MemoryNeedBody
{
    /// <summary>4k (default), 2m, 1g, or any: the largest that the host has room for.</summary>
    public string PageSize { get; set; } = "4k";
}

/// <summary>Devices of one kind.</summary>
public sealed class DeviceNeedBody
{
    /// <summary>nic, gpu, nvme or accelerator.</summary>
    public required string Kind { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; set; } = 1;

    /// <summary>1000 = whole devices, 1 to 999 = a share of a gpu, 0 = virtual functions of network cards. Omitted: 0 for nic, 1000 otherwise.</summary>
    public int? Thousandths { get; init; }

    /// <summary>Models that will do; omitted or empty for any.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>preferred (default), required (on a NUMA node of the guest) or none.</summary>
    public string Affinity { get; set; } = "preferred";
}

/// <summary>Network bandwidth.</summary>
public sealed class NetworkNeedBody
{
    /// <summary>Promised, Mb/s.</summary>
    public required int BandwidthMbps { get; init; }
}

/// <summary>Traits of the host.</summary>
public sealed class TraitNeedBody
{
    public IReadOnlyList<string>? Required { get; init; }
    public IReadOnlyList<string>? Forbidden { get; init; }

    /// <summary>At least one of these.</summary>
    public IReadOnlyList<string>? AnyOf { get; init; }
}

/// <summary>How a guest is kept apart.</summary>
public sealed class IsolationNeedBody
{
    /// <summary>none (default), any, sev-snp or tdx.</summary>
    public string Confidential { get; set; } = "none";

    /// <summary>Hypervisor by name; omitted or null for any.</summary>
    public string? Hypervisor { get; init; }
}

/// <summary>What an instance holds of a device.</summary>
/// <param name="Device">The device's name on the host.</param>
/// <param name="Units">Virtual functions, or thousandths of a device that has none.</param>
/// <param name="Functions">Indexes of the virtual functions; empty for other devices.</param>
public sealed record DeviceClaimView(string Device, int Units, IReadOnlyList<int> Functions);
