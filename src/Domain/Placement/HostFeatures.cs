using Cloud.Domain.Hardware;

namespace Cloud.Domain.Placement;

/// <summary>Kinds of devices that a guest can be given.</summary>
public enum DeviceKind
{
    /// <summary>A network card: given away by SR-IOV virtual function, or whole.</summary>
    Nic,

    /// <summary>A graphics processor: given away in thousandths, or whole.</summary>
    Gpu,

    /// <summary>An NVMe drive that is passed through.</summary>
    Nvme,

    /// <summary>Any other accelerator that is passed through.</summary>
    Accelerator,
}

/// <summary>A device of a host.</summary>
/// <param name="Name">Unique on the host.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Model">Model, as requests name it.</param>
/// <param name="NumaNode">The NUMA node that it hangs on.</param>
/// <param name="Functions">SR-IOV virtual functions of a network card; 0 for other kinds.</param>
public sealed record HostDevice(string Name, DeviceKind Kind, string Model, int NumaNode, int Functions = 0)
{
    /// <summary>Thousandths of a whole device.</summary>
    public const int Whole = 1000;

    /// <summary>Most virtual functions of one card. Source: SR-IOV has 16-bit counts; cards on sale have up to 4,096; confidence: C.</summary>
    public const int MaxFunctions = 4096;

    /// <summary>What it has to give: virtual functions of a network card, thousandths of anything else.</summary>
    public int Units => Kind == DeviceKind.Nic ? Functions : Whole;
}

/// <summary>What a host has besides cores, memory and disk: the part of a host that only some guests ask for.</summary>
public sealed record HostFeatures
{
    /// <summary>Most devices of one host.</summary>
    public const int MaxDevices = 64;

    public const int MaxTraits = 64;

    public const string DefaultHypervisor = "kvm";

    /// <summary>Nothing to give; the default hypervisor.</summary>
    public static HostFeatures None { get; } = new();

    /// <summary>Devices, at most <see cref="MaxDevices"/>, in a fixed order.</summary>
    public IReadOnlyList<HostDevice> Devices { get; init; } = [];

    /// <summary>Network bandwidth that may be promised to guests, Mb/s.</summary>
    public int NetworkMbps { get; init; }

    /// <summary>Capabilities by name, for example <c>avx512</c>.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>How the host keeps a guest's memory from itself.</summary>
    public ConfidentialTechnology Confidential { get; init; }

    /// <summary>Confidential guests that may have a key at the same time.</summary>
    public int ConfidentialGuests { get; init; }

    /// <summary>What runs the guests.</summary>
    public string Hypervisor { get; init; } = DefaultHypervisor;

    public bool Equals(HostFeatures? other) => ReferenceEquals(this, other) || (other is not null
        && NetworkMbps == other.NetworkMbps && Confidential == other.Confidential && ConfidentialGuests == other.ConfidentialGuests
        && string.Equals(Hypervisor, other.Hypervisor, StringComparison.Ordinal)
        && Devices.SequenceEqual(other.Devices) && Traits.SequenceEqual(other.Traits, StringComparer.Ordinal));

    public override int GetHashCode() => ((NetworkMbps * 31 + ConfidentialGuests) * 31 + Devices.Count) * 31 + Traits.Count;
}
