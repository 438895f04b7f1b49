using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Slots;

namespace Cloud.ControlPlane.Core;

/// <summary>One cell in the memory of its writer: its ledger and how full it is.</summary>
public sealed class Cell
{
    private readonly long _threads;
    private long _vcpusPlaced;

    public Cell(CellId id, ZoneId zone, CapacityLedger ledger, PlacementProfile profile)
    {
        (Id, Zone, Engine, Slots) = (id, zone, new(ledger, profile), new FleetSlots(ledger));
        Groups = new(ledger.Domains);
        _threads = ledger.Hosts.Sum(host => host.NumaNodes.Sum(numaNode => (long)numaNode.Threads));
    }

    public CellId Id { get; }

    public ZoneId Zone { get; }

    /// <summary>Decides on the ledger, and follows its changes.</summary>
    public PlacementEngine Engine { get; }

    public CapacityLedger Ledger => Engine.Ledger;

    /// <summary>How many more of what would fit, kept up to date.</summary>
    public FleetSlots Slots { get; }

    /// <summary>Who of which group is where, in this cell.</summary>
    public GroupTable Groups { get; }

    /// <summary>vCPUs placed per hardware thread: decides which cell a request without a zone tries first.</summary>
    public double Fullness => _threads == 0 ? 1 : (double)_vcpusPlaced / _threads;

    /// <summary>Takes room; nothing for an instance that has no place yet.</summary>
    public void Take(HostPlacement placement)
    {
        if (placement.Claims.Count == 0) return;
        Ledger.Take(placement);
        _vcpusPlaced += Vcpus(placement);
    }

    public void Release(HostPlacement placement)
    {
        if (placement.Claims.Count == 0) return;
        Ledger.Release(placement);
        _vcpusPlaced -= Vcpus(placement);
    }

    private static long Vcpus(HostPlacement placement)
    {
        var sum = 0L;
        foreach (var claim in placement.Claims)
            sum += claim.Vcpus;
        return sum;
    }
}
