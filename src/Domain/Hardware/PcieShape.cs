namespace Cloud.Domain.Hardware;

/// <summary>PCI Express generation, lanes of one socket, and the devices plugged in.</summary>
public sealed record PcieShape(int Generation, int LanesPerSocket, IReadOnlyList<NetworkCard> Nics, IReadOnlyList<NvmeDrive> Nvme)
{
    /// <summary>Usable bandwidth of one lane in one direction, GB/s: 0.25 in generation 1, doubling with each (PCI-SIG).</summary>
    public double LaneGBs => 0.25 * (1 << (Generation - 1)) * (Generation >= 3 ? 0.985 : 1);
}

/// <summary>A network card: line rate in Gb/s, SR-IOV virtual functions (0 = none), and the socket it hangs on.</summary>
public sealed record NetworkCard(string Name, double GbitPerSecond, int VirtualFunctions, int Socket);

/// <summary>An NVMe drive: capacity in GiB, 4 KiB read and write operations per second, latency at depth 1 in µs, socket.</summary>
public sealed record NvmeDrive(string Name, double CapacityGib, double ReadIops, double WriteIops, double LatencyUs, int Socket);

/// <summary>DMA remapping: present, remaps interrupts (needed for safe passthrough), posts interrupts to a running guest.</summary>
public sealed record IommuShape(bool Present, bool InterruptRemapping, bool PostedInterrupts);

/// <summary>How a processor can keep a guest's memory from its host.</summary>
public enum ConfidentialTechnology
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>AMD SEV-SNP.</summary>
    SevSnp,

    /// <summary>Intel TDX.</summary>
    Tdx,
}

/// <summary>Confidential computing: technology and how many guests may have a key at the same time.</summary>
public sealed record ConfidentialCapability(ConfidentialTechnology Technology, int MaxGuests);
