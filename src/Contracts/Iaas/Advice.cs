namespace Cloud.Contracts;

/// <summary>One thing that would help a refused request. Every piece was asked of the scheduler and answered yes.</summary>
public sealed class AdviceView
{
    /// <summary>
    /// impossible (no host could take it, even empty), change (fits now), changeAndWait (fits an empty host), wait, leave (room comes when
    /// the guest leaves), move (one live migration makes room), preempt (stopping spot instances does) or largestHost.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The advice as a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What to change in the request, all of it together; the smallest change of its kind.</summary>
    public required IReadOnlyList<AdviceChangeView> Changes { get; init; }

    /// <summary>NUMA nodes that the changed request would span, or null when it does not matter.</summary>
    public int? Parts { get; init; }

    /// <summary>Hosts that take the changed request now; 0 when it has to wait.</summary>
    public required int HostsFitting { get; init; }

    /// <summary>For wait: the nearest host and what it lacks.</summary>
    public RoomWantedView? Room { get; init; }

    /// <summary>Guests that leave, move or stop.</summary>
    public required IReadOnlyList<GuestStepView> Guests { get; init; }

    /// <summary>For largestHost: what it would have if it were empty.</summary>
    public HostSizeView? Largest { get; init; }
}

/// <param name="Field">vcpus, memoryMib, diskGib, numaNodes, zone, group or cpuPolicy.</param>
/// <param name="From">What was asked, for a field that is a number.</param>
/// <param name="To">What would fit, for a field that is a number: the most that does.</param>
/// <param name="FromName">What was asked, for a field that is a name.</param>
/// <param name="ToName">What would fit, for a field that is a name; <c>any</c> for a zone.</param>
public sealed record AdviceChangeView(string Field, long? From, long? To, string? FromName, string? ToName);

/// <param name="Host">The host.</param>
/// <param name="NumaNode">Its NUMA node, or null when the whole host is meant.</param>
/// <param name="Resource">vcpus, cores, memoryMib, diskGib, …; null when it cannot be measured.</param>
/// <param name="Missing">How much, in the resource's unit.</param>
public sealed record RoomWantedView(string Host, int? NumaNode, string? Resource, long Missing);

/// <param name="Instance">The instance, when it is in the same project; null otherwise.</param>
/// <param name="Host">Where it is.</param>
/// <param name="To">Where it would move, or null.</param>
/// <param name="Vcpus">Its vCPUs.</param>
/// <param name="MemoryMib">Its memory, MiB.</param>
public sealed record GuestStepView(Guid? Instance, string Host, string? To, int Vcpus, long MemoryMib);

/// <param name="Host">The host.</param>
/// <param name="NumaNodes">Its NUMA nodes.</param>
/// <param name="Vcpus">vCPUs of the largest one.</param>
/// <param name="MemoryMib">Memory of the largest one, MiB.</param>
/// <param name="DiskGib">Disk, GiB.</param>
public sealed record HostSizeView(string Host, int NumaNodes, int Vcpus, long MemoryMib, int DiskGib);
