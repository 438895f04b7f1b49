using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Core;

/// <summary>What is promised on one NUMA node to guests that share its threads, and the rules that are in force for them.</summary>
internal sealed class OvercommitSurvey
{
    private readonly List<(OvercommitRule? Rule, GuestUsage Usage)> _guests = [];
    private int _known;
    private double _use;

    private OvercommitSurvey(int threads) => OpenThreads = threads;

    /// <summary>Hardware threads that nobody has for himself.</summary>
    public int OpenThreads { get; private set; }

    /// <summary>The guests; a null rule is the pool's own ratio.</summary>
    public IReadOnlyList<(OvercommitRule? Rule, GuestUsage Usage)> Guests => _guests;

    /// <summary>What they used in the last interval.</summary>
    public NodeLoad Load => new(_known, _use, OpenThreads);

    /// <summary>Every host with its NUMA nodes: instances first, then free places of reservations, which have used nothing yet.</summary>
    public static IEnumerable<(Cell Cell, HostDescription Host, OvercommitSurvey[] NumaNodes)> All(ClusterState state)
    {
        var guests = state.Instances.Values.OrderBy(instance => instance.Id).ToLookup(instance => instance.Placement.Host);
        var reserved = state.Reservations.All
            .SelectMany(reservation => reservation.Free.Select(place => (reservation, place))).ToLookup(held => held.place.Host);
        foreach (var cell in state.Cells)
        {
            foreach (var host in cell.Ledger.Hosts)
            {
                var nodes = host.NumaNodes.Select(numa => new OvercommitSurvey(numa.Threads)).ToArray();
                foreach (var guest in guests[host.Id]) Add(state, host, nodes, (guest.Project, guest.Kind), guest.Placement, state.UsageOf(guest.Id));
                foreach (var (reservation, place) in reserved[host.Id]) Add(state, host, nodes, (reservation.Project, reservation.Kind), place, ClusterState.NoUsage);
                yield return (cell, host, nodes);
            }
        }
    }

    private static void Add(
        ClusterState state, HostDescription host, OvercommitSurvey[] nodes, (ProjectId Project, InstanceKind Kind) guest, HostPlacement placement, UsageHistory usage)
    {
        var rule = state.Region.Overcommit.RuleFor(host.Pool, state.TenantOf(guest.Project), guest.Project, guest.Kind);
        foreach (var claim in placement.Claims)
        {
            nodes[claim.NumaNode].OpenThreads -= claim.Cores.Count * host.NumaNodes[claim.NumaNode].ThreadsPerCore;
            if (claim.SharedVcpus > 0) nodes[claim.NumaNode].Add(rule, new(claim.SharedVcpus, usage));
        }
    }

    private void Add(OvercommitRule? rule, GuestUsage usage)
    {
        _guests.Add((rule, usage));
        if (usage.History.Count == 0) return;
        _known += (int)usage.Limit;
        _use += usage.Limit * usage.History.Latest;
    }
}
