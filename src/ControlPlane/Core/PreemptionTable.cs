using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;

namespace Cloud.ControlPlane.Core;

/// <summary>The instances that wait for the room of others, in the memory of a writer, and who has to go for them.</summary>
public sealed class PreemptionTable
{
    private readonly SortedDictionary<InstanceId, PreemptionRecord> _waiting = [];
    private readonly HashSet<InstanceId> _victims = [];
    private readonly Dictionary<HostId, int> _closed = [];

    /// <summary>All of them, the longest waiting first.</summary>
    public IReadOnlyCollection<PreemptionRecord> All => _waiting.Values;

    public PreemptionRecord? Find(InstanceId waiting) => _waiting.GetValueOrDefault(waiting);

    /// <summary>Whether an instance is ended, or will be after its notice, for another one.</summary>
    public bool IsVictim(InstanceId instance) => _victims.Contains(instance);

    /// <summary>Whether somebody waits for room on a host: it takes nobody else meanwhile.</summary>
    public bool IsClosed(HostId host) => _closed.ContainsKey(host);

    public IEnumerable<HostId> ClosedHosts => _closed.Keys;

    /// <summary>Members of each group that are being ended: they count against the group's disruption budget until they are gone.</summary>
    public IReadOnlyDictionary<GroupId, int> Disrupted(ClusterState state)
    {
        var disrupted = new Dictionary<GroupId, int>();
        foreach (var id in _victims)
        {
            if (state.Find(id) is not { Terms.Group: { } terms } victim) continue;
            var group = terms.ToGroup(victim.Project).Id;
            disrupted[group] = disrupted.GetValueOrDefault(group) + 1;
        }

        return disrupted;
    }

    internal void Add(PreemptionRecord preemption)
    {
        _waiting.Add(preemption.Instance, preemption);
        _victims.UnionWith(preemption.Victims.Select(victim => victim.Instance));
        _closed[preemption.Placement.Host] = _closed.GetValueOrDefault(preemption.Placement.Host) + 1;
    }

    internal void Remove(PreemptionRecord preemption)
    {
        _waiting.Remove(preemption.Instance);
        _victims.ExceptWith(preemption.Victims.Select(victim => victim.Instance));
        if (--_closed[preemption.Placement.Host] == 0) _closed.Remove(preemption.Placement.Host);
    }
}
