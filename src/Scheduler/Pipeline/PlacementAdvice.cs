using Cloud.Domain.Identity;
using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Preemption;

namespace Cloud.Scheduler.Pipeline;

/// <summary>What kind of help a piece of advice is.</summary>
public enum AdviceKind
{
    /// <summary>No host could take the request, even if it were empty: waiting, moving and stopping others cannot help.</summary>
    Impossible,

    /// <summary>A changed request fits as things are.</summary>
    Change,

    /// <summary>A changed request would fit on an empty host: it has to wait as well.</summary>
    ChangeAndWait,

    /// <summary>Time may help: names the host of which least has to become free.</summary>
    Wait,

    /// <summary>Room comes when the named guest leaves by itself.</summary>
    Leave,

    /// <summary>One live migration makes room.</summary>
    Move,

    /// <summary>Stopping the named spot guests makes room.</summary>
    Preempt,

    /// <summary>More than one thing is too large: what the largest host has.</summary>
    LargestHost,
}

/// <summary>
/// One thing that would help a refused request, as data with exact amounts: every piece was asked of the ledger and answered yes. A change
/// is the smallest of its kind: one unit less of it does not fit.
/// </summary>
/// <param name="Kind">What kind of help.</param>
public sealed record PlacementAdvice(AdviceKind Kind)
{
    /// <summary>Most guests that one piece of advice names.</summary>
    public const int MaxGuests = 8;

    /// <summary>What to change in the request, all of it together; empty when the request may stay.</summary>
    public IReadOnlyList<RequestChange> Changes { get; init; } = [];

    /// <summary>NUMA nodes that the changed request would span on the host for which the amounts were found; 0 when it does not matter.</summary>
    public int Parts { get; init; }

    /// <summary>Hosts that take the changed request as things are; 0 when it has to wait.</summary>
    public int HostsFitting { get; init; }

    /// <summary>The host that is nearest, and what it lacks.</summary>
    public RoomWanted? Room { get; init; }

    /// <summary>Guests that leave, move or stop; at most <see cref="MaxGuests"/>.</summary>
    public IReadOnlyList<GuestStep> Guests { get; init; } = [];

    /// <summary>What it costs, for <see cref="AdviceKind.Preempt"/>.</summary>
    public PreemptionCost? Cost { get; init; }

    /// <summary>The zone that the request names, if the advice depends on it.</summary>
    public ZoneId? Zone { get; init; }

    /// <summary>The largest host, for <see cref="AdviceKind.LargestHost"/>.</summary>
    public HostSize? Largest { get; init; }

    /// <summary>The advice as a sentence.</summary>
    public string Describe() => AdviceText.Of(this);

    /// <summary>The request with all changes made.</summary>
    public PlacementRequest ApplyTo(PlacementRequest request) => Changes.Aggregate(request, (changed, change) => change.ApplyTo(changed));
}

/// <summary>What a change of a request is about.</summary>
public enum RequestField
{
    /// <summary>vCPUs.</summary>
    Vcpus,

    /// <summary>Memory, MiB.</summary>
    MemoryMib,

    /// <summary>Disk, GiB.</summary>
    DiskGib,

    /// <summary>NUMA nodes; 0 lets the scheduler choose.</summary>
    NumaNodes,

    /// <summary>Availability zone: from the named one (in <see cref="PlacementAdvice.Zone"/>) to any.</summary>
    Zone,

    /// <summary>From dedicated cores (1) to shared vCPUs (0).</summary>
    CpuPolicy,

    /// <summary>From a member of its group (1) to an instance on its own (0).</summary>
    Group,

    /// <summary>From huge pages (1) to any page size (0).</summary>
    PageSize,

    /// <summary>From isolated cores or SMT (1) to whole cores as they are (0).</summary>
    Threads,

    /// <summary>From NUMA nodes of its own (1) to none (0).</summary>
    NumaLayout,

    /// <summary>From devices on the guest's NUMA nodes (1) to devices anywhere (0).</summary>
    DeviceAffinity,

    /// <summary>From certain models of devices (1) to any (0).</summary>
    DeviceModels,

    /// <summary>From devices (1) to none (0).</summary>
    Devices,

    /// <summary>From promised network bandwidth (1) to none (0).</summary>
    Network,

    /// <summary>From one confidential technology (1) to any (0).</summary>
    ConfidentialTechnology,

    /// <summary>From confidential memory (1) to none (0).</summary>
    Confidential,

    /// <summary>From one hypervisor (1) to any (0).</summary>
    Hypervisor,

    /// <summary>From wishes about traits (1) to none (0).</summary>
    Traits,
}

/// <summary>One field of a request and what it would have to be.</summary>
/// <param name="Field">Which.</param>
/// <param name="From">What was asked, in the field's unit.</param>
/// <param name="To">What would fit: for an amount, the most that does.</param>
public sealed record RequestChange(RequestField Field, long From, long To)
{
    /// <summary>Whether the field is an amount, of which less is asked.</summary>
    public bool IsAmount => Field is RequestField.Vcpus or RequestField.MemoryMib or RequestField.DiskGib;

    /// <summary>What is given up, as a share of what was asked (0 to 1); 0 for a field that is no amount.</summary>
    public double Loss => IsAmount && From > 0 ? (double)(From - To) / From : 0;

    /// <summary>The request with this change made.</summary>
    public PlacementRequest ApplyTo(PlacementRequest request)
    {
        var shape = request.Shape;
        return Field switch
        {
            RequestField.Vcpus => request with { Shape = shape with { Vcpus = (int)To } },
            RequestField.MemoryMib => request with { Shape = shape with { MemoryMib = To } },
            RequestField.DiskGib => request with { Shape = shape with { DiskGib = (int)To } },
            RequestField.NumaNodes => request with { Shape = shape with { NumaNodes = (int)To } },
            RequestField.CpuPolicy => request with { Shape = NeedsChanges.Share(shape) },
            RequestField.Zone => request with { Zone = null },
            RequestField.Group => request with { Group = null },
            _ => request with { Shape = NeedsChanges.Apply(shape, Field) },
        };
    }
}

/// <summary>Room that one host lacks.</summary>
/// <param name="Host">The host.</param>
/// <param name="NumaNode">Its NUMA node, or null when the whole host is meant.</param>
/// <param name="Resource">What is missing, named as in a nearest miss; null when it cannot be measured.</param>
/// <param name="Missing">How much, in the resource's unit.</param>
public sealed record RoomWanted(HostId Host, int? NumaNode, string? Resource, long Missing);

/// <summary>A guest that would make room.</summary>
/// <param name="Guest">The instance; null when it is not the asker's to know.</param>
/// <param name="Host">Where it is.</param>
/// <param name="To">Where it would move; null when it leaves or stops.</param>
/// <param name="Vcpus">Its vCPUs.</param>
/// <param name="MemoryMib">Its memory, MiB.</param>
public sealed record GuestStep(InstanceId? Guest, HostId Host, HostId? To, int Vcpus, long MemoryMib);

/// <summary>What the largest host would have for one guest if it were empty.</summary>
/// <param name="Host">The host.</param>
/// <param name="NumaNodes">Its NUMA nodes.</param>
/// <param name="Vcpus">vCPUs of its largest NUMA node.</param>
/// <param name="MemoryMib">Memory of its largest NUMA node, MiB.</param>
/// <param name="DiskGib">Disk, GiB.</param>
public sealed record HostSize(HostId Host, int NumaNodes, int Vcpus, long MemoryMib, int DiskGib);
