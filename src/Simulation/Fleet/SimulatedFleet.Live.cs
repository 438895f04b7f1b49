using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Simulation.Fluid;
using Cloud.Simulation.Guests;

namespace Cloud.Simulation.Fleet;

/// <summary>What guests do while they run, and what hosts say of it.</summary>
public sealed partial class SimulatedFleet
{
    /// <summary>Messages of use that may wait for the control plane; beyond it the oldest are dropped.</summary>
    private const int UsageMax = 65_536;

    private readonly Link<HostUsage> _usages;
    private readonly LiveFleet? _live;
    private readonly Queue<HostUsage> _usageWaiting = new();

    /// <summary>What a host measured in the last tick; null when it is not measured. On the fleet's thread.</summary>
    public FluidHostState? StateOf(HostId host) => _live?.Find(IndexOf(host))?.Fluid.State;

    /// <summary>What a guest measured in the last tick; null when it does not run there or is not measured. On the fleet's thread.</summary>
    public FluidGuestState? StateOf(HostId host, InstanceId instance) =>
        _live?.Find(IndexOf(host))?.Fluid is { } fluid && fluid.Contains(LiveGuest.KeyOf(instance)) ? fluid.GuestState(LiveGuest.KeyOf(instance)) : null;

    /// <summary>Hosts that the last tick had to solve.</summary>
    public int HostsSolved => _live?.Solved ?? 0;

    private void Depart(HostUsage usage)
    {
        var index = _index[usage.Host];
        var condition = ConditionOf(index);
        if (condition.IsMute || _partitioned.Contains(index)) Counters.MessagesDropped++;
        else _usages.Send(usage, LinkOf(condition));
    }

    private void Arrive(HostUsage usage)
    {
        if (_usageWaiting.Count >= UsageMax) _usageWaiting.Dequeue();
        _usageWaiting.Enqueue(usage);
    }

    private void DeliverUsage(IHostReports sink)
    {
        while (_usageWaiting.TryPeek(out var usage) && sink.TryReport(usage)) _usageWaiting.Dequeue();
    }
}
