using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Slots;

/// <summary>A kind of guest that is counted: what it asks of a host, worked out once.</summary>
/// <param name="Vcpus">Virtual CPUs of the whole guest.</param>
/// <param name="MemoryMib">Memory of the whole guest, MiB, without overhead.</param>
/// <param name="DiskGib">Local disk, GiB.</param>
/// <param name="NumaNodes">Number of equal parts, each on a NUMA node of its own; 0 = the fewest of 1, 2, 4, 8 that fit.</param>
/// <param name="Dedicated">Whether it gets whole cores.</param>
/// <param name="OverheadMib">What its kind costs the host on top, MiB, where the pool charges it.</param>
public readonly record struct GuestType(int Vcpus, long MemoryMib, int DiskGib, int NumaNodes, bool Dedicated, long OverheadMib = 0)
{
    /// <summary>The type of guests of this shape.</summary>
    public static GuestType Of(InstanceShape shape, long overheadMib = 0) =>
        new(shape.Vcpus, shape.MemoryMib, shape.DiskGib, shape.NumaNodes, shape.CpuPolicy == CpuPolicy.Dedicated, overheadMib);

    /// <summary>Whether the guest divides into so many equal parts.</summary>
    public bool Divides(int parts) => Vcpus % parts == 0 && MemoryMib % parts == 0;
}
