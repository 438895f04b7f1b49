using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Scenarios.Planted;

internal sealed class RebootsAgain : Sabotage
{
    private readonly HashSet<(InstanceId, Generation)> _sent = [];

    public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
        [.. commands.Select(command => command is EnsureInstance ensure && !_sent.Add((ensure.Instance, ensure.Generation)) ? ensure with { Reboots = ensure.Reboots + 1 } : command)];
}

internal class ForgetsRemovals : Sabotage
{
    public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) => [.. commands.Where(command => command is not RemoveInstance)];
}

/// <summary>Removals are taken for done when they are asked, and the hosts, which could notice, have room for everything.</summary>
internal sealed class GenerousHosts : ForgetsRemovals
{
    private readonly HashSet<InstanceId> _told = [];

    public override IReadOnlyDictionary<string, PoolPolicy> OnHosts(IReadOnlyDictionary<string, PoolPolicy> pools) =>
        pools.ToDictionary(pool => pool.Key, pool => pool.Value with { CpuRatio = pool.Value.CpuRatio * 4, MemoryRatio = pool.Value.MemoryRatio * 4 }, StringComparer.Ordinal);

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var instance in changes.Upserts.Where(it => it.State is InstanceState.Deleting && _told.Add(it.Id)).ToList())
        {
            Cloud.ControlPlane.Core.Reconcilers.ReportReconciler.Observe(
                state, changes, new(instance.Placement.Host, instance.Id, instance.Generation, ObservedPower.Absent, 100, null, [], null), now);
        }
    }
}

internal sealed class NeverRetries : Sabotage
{
    private readonly HashSet<(InstanceId, Generation)> _sent = [];

    public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
        [.. commands.Where(command => command is RenewLease || _sent.Add((command.Instance, command.Generation)))];
}

internal sealed class GivesUp : Sabotage
{
    private const int Most = 3;

    private readonly Dictionary<(InstanceId, Generation), int> _sent = [];

    public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) => [.. commands.Where(Again)];

    private bool Again(HostCommand command)
    {
        if (command is RenewLease) return true;
        var key = (command.Instance, command.Generation);
        _sent[key] = _sent.GetValueOrDefault(key) + 1;
        return _sent[key] <= Most;
    }
}

internal sealed class BelievesStaleReports : Sabotage
{
    public override HostReport OnReport(ClusterState state, HostReport report) =>
        state.Find(report.Instance) is { } instance ? report with { Generation = instance.Generation } : report;
}

internal sealed class CountsTwice : Sabotage
{
    private readonly Dictionary<InstanceId, InstanceRecord> _gone = [];

    public override HostReport OnReport(ClusterState state, HostReport report)
    {
        if (report.Observed is not ObservedPower.Absent) return report;
        if (state.Find(report.Instance) is { } going) _gone[going.Id] = going;
        else if (_gone.TryGetValue(report.Instance, out var gone)) state.CellOf(gone).Release(gone.Placement);
        return report;
    }
}

internal sealed class ProgressIsAnAnswer : Sabotage
{
    private readonly HashSet<InstanceId> _busy = [];

    public override HostReport OnReport(ClusterState state, HostReport report)
    {
        if (report.Observed is ObservedPower.Booting or ObservedPower.ShuttingDown) _busy.Add(report.Instance);
        return report;
    }

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var id in _busy) state.Waiting.Remove(id);
        _busy.Clear();
    }
}

internal sealed class FailureIsFinal : Sabotage
{
    private readonly HashSet<(InstanceId, Generation)> _failed = [];

    public override HostReport OnReport(ClusterState state, HostReport report)
    {
        var key = (report.Instance, report.Generation);
        if (report.Observed is ObservedPower.Failed) _failed.Add(key);
        return _failed.Contains(key) ? report with { Observed = ObservedPower.Failed, Reason = "it failed before" } : report;
    }
}

internal sealed class BootDeadline : Sabotage
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(InstanceId, Generation), DateTimeOffset> _since = [];
    private readonly HashSet<(InstanceId, Generation)> _late = [];
    private DateTimeOffset _now;

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now) => _now = now;

    public override HostReport OnReport(ClusterState state, HostReport report)
    {
        var key = (report.Instance, report.Generation);
        if (report.Observed is ObservedPower.Booting && !_since.TryAdd(key, _now) && _now - _since[key] > Most) _late.Add(key);
        return _late.Contains(key) ? report with { Observed = ObservedPower.Failed, Reason = "it took too long" } : report;
    }
}
