using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Slots;

namespace Cloud.ControlPlane.Core;

/// <summary>One cell in the memory of its writer: its ledger and how full it is.</summary>
public sealed class Cell
{
    private readonly long _threads;
    private long _vcpusPlaced;

    public Cell(CellId id, ZoneId zone, CapacityLedger ledger)
    {
        (Id, Zone, Ledger, Slots) = (id, zone, ledger, new FleetSlots(ledger));
        _threads = ledger.Hosts.Sum(host => host.NumaNodes.Sum(numaNode => (long)numaNode.Threads));
    }

    public CellId Id { get; }

    public ZoneId Zone { get; }

    public CapacityLedger Ledger { get; }

    /// <summary>How many more of what would fit, kept up to date.</summary>
    public FleetSlots Slots { get; }

    /// <summary>vCPUs placed per hardware thread: decides which cell a request without a zone tries first.</summary>
    public double Fullness => _threads == 0 ? 1 : (double)_vcpusPlaced / _threads;

    public void Take(HostPlacement placement)
    {
        Ledger.Take(placement);
        _vcpusPlaced += Vcpus(placement);
    }

    public void Release(HostPlacement placement)
    {
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
