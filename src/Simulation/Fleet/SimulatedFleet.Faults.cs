using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Ports;
using Cloud.Simulation.Fleet.Faults;

namespace Cloud.Simulation.Fleet;

/// <summary>What is wrong with which host. The same statement reaches it from the operator's doors and from a simulation's seed.</summary>
public sealed partial class SimulatedFleet : IFaultInjector
{
    private readonly Dictionary<int, StaleReports> _stale = [];
    private SortedDictionary<int, HostCondition> _conditions = [];
    private IReadOnlyList<ActiveFault>? _faultsToSet;

    /// <inheritdoc/>
    public IReadOnlyCollection<FaultKind> Supported => FaultNames.Kinds.ToArray();

    /// <inheritdoc/>
    public void Set(IReadOnlyList<ActiveFault> faults)
    {
        lock (_inboxLock) _faultsToSet = faults;
        CommandsWaiting?.Invoke();
    }

    /// <summary>On the fleet's thread: hosts whose condition changes are told, in their order; others notice nothing.</summary>
    private void TakeFaults(IReadOnlyList<ActiveFault>? faults)
    {
        if (faults is null) return;
        var next = new SortedDictionary<int, HostCondition>();
        foreach (var fault in faults)
        {
            foreach (var host in fault.Hosts)
            {
                if (_index.TryGetValue(host, out var index)) next[index] = next.GetValueOrDefault(index, HostCondition.Well).With(fault);
            }
        }

        var before = _conditions;
        _conditions = next;
        foreach (var index in before.Keys.Union(next.Keys).Order())
        {
            var (was, now) = (before.GetValueOrDefault(index, HostCondition.Well), next.GetValueOrDefault(index, HostCondition.Well));
            if (was == now) continue;
            _hosts[index]?.Suffer(was, now);
            if (now.Stale <= 0) _stale.Remove(index);
        }
    }

    private HostCondition ConditionOf(int index) => _conditions.Count > 0 && _conditions.TryGetValue(index, out var condition) ? condition : HostCondition.Well;

    private LinkFaults LinkOf(HostCondition condition) => condition.Link.IsNone ? Faults : Faults.And(condition.Link);

    private bool IsDeaf(int index) => _partitioned.Contains(index) || ConditionOf(index).IsDeaf;

    private void Depart(HostReport report)
    {
        var index = _index[report.Host];
        var condition = ConditionOf(index);
        Depart(report, index, condition);
        if (condition.Stale <= 0) return;
        if (!_stale.TryGetValue(index, out var said)) _stale.Add(index, said = new(_random.Split("stale", index)));
        if (said.Next(report, condition.Stale) is not { } old) return;
        Counters.ReportsRepeated++;
        Depart(old, index, condition);
    }

    private void Depart(HostReport report, int index, HostCondition condition)
    {
        if (condition.IsMute || _partitioned.Contains(index)) Counters.MessagesDropped++;
        else _reports.Send(report, LinkOf(condition));
    }
}
