using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// What callers were told, kept outside the control plane: an accepted instance must be there until its deletion was accepted too, whoever
/// dies meanwhile. Where a death came between commit and answer, the caller knows nothing, and nothing is demanded.
/// </summary>
public sealed class Acknowledgements
{
    private readonly Dictionary<InstanceId, bool> _pending = [];
    private readonly Dictionary<InstanceId, bool> _told = [];
    private readonly HashSet<InstanceId> _unknown = [];

    /// <summary>Refusals of the round.</summary>
    public List<Problem> Refusals { get; } = [];

    /// <summary>Instances that callers know to exist.</summary>
    public IEnumerable<InstanceId> Alive => _told.Where(entry => !entry.Value && !_unknown.Contains(entry.Key)).Select(entry => entry.Key);

    /// <summary>Instances whose deletion was accepted: at rest they are gone.</summary>
    public IEnumerable<InstanceId> Deleted => _told.Where(entry => entry.Value).Select(entry => entry.Key);

    internal void Begin()
    {
        _pending.Clear();
        Refusals.Clear();
    }

    internal void Accept(InstanceId instance, bool deleted) => _pending[instance] = deleted;

    internal void Confirm()
    {
        foreach (var (instance, deleted) in _pending) _told[instance] = deleted || _told.GetValueOrDefault(instance);
    }

    internal void Unknown()
    {
        foreach (var (instance, _) in _pending) _unknown.Add(instance);
    }
}
