using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Residents;

/// <summary>
/// A copy of a cell that a planner may try things on: ledger, group table and who is where, changed together. Built from descriptions and
/// records alone, so a plan costs the writer no more than the list of records.
/// </summary>
public sealed class ResidentWorld
{
    private readonly SortedDictionary<InstanceId, Resident>[] _byHost;

    /// <summary>Throws when a resident does not fit: then the records are not of one moment.</summary>
    /// <param name="hosts">The hosts, in the order of the cell.</param>
    /// <param name="pools">Overcommit by pool name.</param>
    /// <param name="residents">Everything that is placed.</param>
    /// <param name="cordoned">Hosts that take nothing new.</param>
    public ResidentWorld(
        IReadOnlyList<HostDescription> hosts, IReadOnlyDictionary<string, PoolPolicy> pools, IEnumerable<Resident> residents, IEnumerable<HostId> cordoned)
    {
        Ledger = new(hosts, pools);
        Groups = new(Ledger.Domains);
        _byHost = new SortedDictionary<InstanceId, Resident>[hosts.Count];
        for (var host = 0; host < _byHost.Length; host++) _byHost[host] = [];
        foreach (var resident in residents) Add(resident);
        foreach (var host in cordoned) Ledger.SetCordoned(host, true);
    }

    public CapacityLedger Ledger { get; }

    public GroupTable Groups { get; }

    /// <summary>Who is on a host, by id.</summary>
    public IReadOnlyCollection<Resident> On(int host) => _byHost[host].Values;

    /// <summary>The index of the host a resident is on.</summary>
    public int HostOf(Resident resident) => Ledger.IndexOf(resident.Placement.Host);

    /// <summary>Takes what the resident holds. Throws when it does not fit.</summary>
    public void Add(Resident resident)
    {
        Ledger.Take(resident.Placement);
        var host = HostOf(resident);
        _byHost[host].Add(resident.Id, resident);
        if (resident.Group is { } group) Groups.Add(group.Id, resident.Partition, host);
    }

    /// <summary>The exact inverse of <see cref="Add"/>.</summary>
    public void Remove(Resident resident)
    {
        var host = HostOf(resident);
        if (!_byHost[host].Remove(resident.Id)) throw new InvalidOperationException($"Instance {resident.Id} is not on '{resident.Placement.Host}'.");
        if (resident.Group is { } group) Groups.Remove(group.Id, resident.Partition, host);
        Ledger.Release(resident.Placement);
    }

    /// <summary>Takes the target before it gives back the source, as a live migration does. Throws when both together do not fit.</summary>
    public Resident Move(Resident resident, HostPlacement target)
    {
        Ledger.Take(target);
        Remove(resident);
        Ledger.Release(target);
        var moved = resident with { Placement = target };
        Add(moved);
        return moved;
    }

    /// <summary>What the resident would ask of a new host: its own membership does not count against it.</summary>
    public PlacementAsk Ask(Resident resident) => PlacementAsk.For(
        Ledger, resident.Group is { } group ? resident.Request with { Group = Groups.For(group, resident.Partition) } : resident.Request);

    /// <summary>Calls <paramref name="look"/> as if the resident were in no group, while it still holds its place.</summary>
    public T WithoutMembership<T>(Resident resident, Func<T> look)
    {
        if (resident.Group is not { } group) return look();
        var host = HostOf(resident);
        Groups.Remove(group.Id, resident.Partition, host);
        try
        {
            return look();
        }
        finally
        {
            Groups.Add(group.Id, resident.Partition, host);
        }
    }
}
