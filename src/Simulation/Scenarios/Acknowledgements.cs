using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// What callers were told, kept outside the control plane: what was accepted must be there until it was accepted that it goes, whoever dies
/// meanwhile. Where a death or the store's silence came between commit and answer, the caller knows nothing, and nothing is demanded.
/// </summary>
public sealed class Acknowledgements
{
    private readonly List<Action> _pending = [];
    private readonly List<Action> _pendingUnknown = [];
    private readonly List<InstanceId> _pendingNew = [];
    private readonly Dictionary<InstanceId, (bool Deleted, long Version)> _told = [];
    private readonly HashSet<InstanceId> _unknown = [];
    private readonly HashSet<InstanceId> _refused = [];
    private readonly SortedDictionary<string, bool> _cordons = new(StringComparer.Ordinal);

    /// <summary>Refusals of the round.</summary>
    public List<Problem> Refusals { get; } = [];

    /// <summary>Instances that callers know to exist, with the newest version they were told.</summary>
    public IEnumerable<(InstanceId Id, long Version)> Alive =>
        _told.Where(entry => !entry.Value.Deleted && !_unknown.Contains(entry.Key)).Select(entry => (entry.Key, entry.Value.Version));

    /// <summary>Instances whose deletion was accepted: at rest they are gone.</summary>
    public IEnumerable<InstanceId> Deleted => _told.Where(entry => entry.Value.Deleted).Select(entry => entry.Key);

    /// <summary>Instances of which callers were told that they were not made.</summary>
    public IReadOnlySet<InstanceId> Refused => _refused;

    /// <summary>Hosts of which the operator knows whether they are cordoned.</summary>
    public IEnumerable<(HostId Host, bool Cordoned)> Cordons => _cordons.Select(entry => (new HostId(entry.Key), entry.Value));

    internal void Begin()
    {
        _pending.Clear();
        _pendingUnknown.Clear();
        _pendingNew.Clear();
        Refusals.Clear();
    }

    internal void Accept(InstanceRecord instance, bool deleted)
    {
        var (id, version) = (instance.Id, instance.Version);
        _pending.Add(() => _told[id] = (deleted || _told.GetValueOrDefault(id).Deleted, version));
        _pendingUnknown.Add(() => _unknown.Add(id));
        if (version == 1) _pendingNew.Add(id);
    }

    /// <summary>An instance may be ended without its caller asking: it is a spot instance whose room another one needs.</summary>
    internal void MayGo(InstanceId instance) => _unknown.Add(instance);

    internal void AcceptCordon(HostId host, bool cordoned)
    {
        _pending.Add(() => _cordons[host.Value] = cordoned);
        _pendingUnknown.Add(() => _cordons.Remove(host.Value));
    }

    internal void Refuse(Problem problem, InstanceId? instance = null)
    {
        Refusals.Add(problem);
        if (instance is { } id) _refused.Add(id);
    }

    internal void Confirm() => Run(_pending);

    /// <summary>The store refused, and callers were told that nothing was changed.</summary>
    internal void Fail()
    {
        _refused.UnionWith(_pendingNew);
        Run([]);
    }

    internal void Unknown() => Run(_pendingUnknown);

    private void Run(List<Action> changes)
    {
        foreach (var change in changes) change();
        _pending.Clear();
        _pendingUnknown.Clear();
        _pendingNew.Clear();
    }
}
