using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Core;

/// <summary>What instances hold of hosts beside their placement, and how hosts are doing.</summary>
public sealed partial class ClusterState
{
    private readonly Dictionary<HostId, HostHealth> _health = [];
    private readonly HashSet<InstanceId> _moving = [];

    /// <summary>When hosts were heard last and how long they may run guests. Not durable: a new writer begins by waiting.</summary>
    public HostPulses Pulses { get; } = new();

    /// <summary>Instances that hold more than their placement.</summary>
    public IReadOnlySet<InstanceId> Moving => _moving;

    /// <summary>Hosts that an operator wants evacuated, down or as soon as they are.</summary>
    internal HashSet<HostId> EvacuationsAsked { get; } = [];

    /// <summary>When an instance last fitted nowhere.</summary>
    internal Dictionary<InstanceId, DateTimeOffset> TriedToEvacuate { get; } = [];

    /// <summary>Whether the region has a host of that name.</summary>
    public bool IsHost(HostId host) => CellOf(host) is not null;

    /// <summary>Instances that a drain could not move when it last tried, with the reason.</summary>
    internal Dictionary<InstanceId, (DateTimeOffset At, string Reason)> StuckBy { get; } = [];

    /// <summary>How a host was doing when it was last looked at.</summary>
    public HostHealth HealthOf(HostId host) => _health.GetValueOrDefault(host);

    /// <summary>Whether a host takes nothing because it is not heard from.</summary>
    public bool IsUnreachable(HostId host) => _health.ContainsKey(host);

    /// <summary>Notes how a host is doing; while it is not heard from nothing new is placed on it.</summary>
    internal void SetHealth(HostId host, HostHealth health)
    {
        var before = IsUnreachable(host);
        if (health is HostHealth.Up) _health.Remove(host);
        else _health[host] = health;
        if (before != IsUnreachable(host)) Shut(host);
    }

    /// <summary>Asks as if the instance were a member of no group: its next place is judged by the others.</summary>
    internal T WithoutMembership<T>(InstanceRecord instance, Func<T> ask)
    {
        if (instance.Terms.Group is not { } terms) return ask();
        var (cell, group) = (CellOf(instance), terms.ToGroup(instance.Project).Id);
        var hosts = instance.GroupHosts().Select(cell.Ledger.IndexOf).ToList();
        foreach (var host in hosts) cell.Groups.Remove(group, terms.Partition, host);
        try
        {
            return ask();
        }
        finally
        {
            foreach (var host in hosts) cell.Groups.Add(group, terms.Partition, host);
        }
    }

    private void Shut(HostId host) => CellOf(host)!.Ledger.SetCordoned(host, IsShut(host));

    /// <summary>Whether nothing new is placed on a host: it is cordoned, not heard from, or kept for somebody who waits.</summary>
    internal bool IsShut(HostId host) => _cordons.ContainsKey(host.Value) || IsUnreachable(host) || Preemptions.IsClosed(host);

    private void Take(Cell cell, InstanceRecord instance)
    {
        foreach (var placement in instance.Holds()) cell.Take(placement);
        foreach (var host in instance.GroupHosts()) Join(cell, instance, host);
        if (instance.Moves is not null) _moving.Add(instance.Id);
    }

    private void Release(Cell cell, InstanceRecord instance)
    {
        foreach (var placement in instance.Holds()) cell.Release(placement);
        foreach (var host in instance.GroupHosts()) Leave(cell, instance, host);
    }

    /// <summary>Takes what is held now and was not, and gives back what was and is not, in this order: room that stays held is never free in between.</summary>
    private void Rehold(Cell cell, InstanceRecord before, InstanceRecord after)
    {
        if (after.Moves is not null) _moving.Add(after.Id);
        else _moving.Remove(after.Id);
        if (before.Moves is null && after.Moves is null && ReferenceEquals(before.Placement, after.Placement)) return;
        var released = before.Holds().ToList();
        foreach (var held in after.Holds())
        {
            var index = released.FindIndex(placement => placement.IsSame(held));
            if (index >= 0) released.RemoveAt(index);
            else TakeAnother(cell, held);
        }

        foreach (var placement in released) cell.Release(placement);
        foreach (var host in before.GroupHosts()) Leave(cell, before, host);
        foreach (var host in after.GroupHosts()) Join(cell, after, host);
    }

    private void TakeAnother(Cell cell, HostPlacement placement)
    {
        cell.Take(placement);
        Placed++;
    }

    private void Join(Cell cell, InstanceRecord instance, HostId host)
    {
        if (instance.Terms.Group is not { } terms) return;
        var group = terms.ToGroup(instance.Project).Id;
        cell.Groups.Add(group, terms.Partition, cell.Ledger.IndexOf(host));
        ZoneGroups.Join(group, terms.Partition, cell.Zone);
    }

    private void Leave(Cell cell, InstanceRecord instance, HostId host)
    {
        if (instance.Terms.Group is not { } terms) return;
        var group = terms.ToGroup(instance.Project).Id;
        cell.Groups.Remove(group, terms.Partition, cell.Ledger.IndexOf(host));
        ZoneGroups.Leave(group, terms.Partition, cell.Zone);
    }
}
