using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// What the hosts measure: last values and totals of everything, and a bounded past (<see cref="TelemetryLimits"/>). One thread tells it ticks;
/// any number may read. Time is that of the world: at another speed than 1 it is not the time on the wall.
/// </summary>
public sealed partial class TelemetryStore : ITelemetrySink
{
    private readonly Lock _gate = new();
    private readonly TelemetryLimits _limits;
    private readonly RegionDescription _region;
    private readonly Dictionary<HostId, int> _hostIndex;
    private readonly HostRow[] _hosts;
    private readonly HostGroup[] _rackOfHost;
    private readonly Dictionary<(string Zone, string Rack), HostGroup> _racks = [];
    private readonly Dictionary<string, HostGroup> _zones = new(StringComparer.Ordinal);
    private readonly List<HostGroup> _dirty = [];
    private readonly InstanceTable _instances;
    private readonly HistoryPool<InstanceId> _instanceHistories;
    private readonly HistoryPool<int> _hostHistories;
    private readonly Func<InstanceId, bool> _isGone;
    private double _covered;
    private double _now;
    private double _next;
    private double _length;
    private int _tick;
    private bool _isTicking;

    public TelemetryStore(RegionDescription region, TelemetryLimits limits)
    {
        (_region, _limits) = (region, limits);
        _instances = new(limits.Instances);
        _instanceHistories = new(limits.InstanceHistories);
        _hostHistories = new(limits.HostHistories);
        _isGone = instance => !_instances.TryFind(instance, out _);
        _hosts = [.. region.Hosts.Select(host => new HostRow(host.NumaNodes.Count))];
        _rackOfHost = new HostGroup[_hosts.Length];
        _hostIndex = new(_hosts.Length);
        for (var index = 0; index < _hosts.Length; index++)
        {
            var host = region.Hosts[index];
            _hostIndex.Add(host.Id, index);
            if (!_zones.TryGetValue(host.Zone.Value, out var zone)) _zones.Add(host.Zone.Value, zone = new(parent: null));
            if (!_racks.TryGetValue((host.Zone.Value, host.Rack), out var rack))
            {
                _racks.Add((host.Zone.Value, host.Rack), rack = new(zone));
                zone.Members.Add(rack.Row);
            }

            rack.Members.Add(_hosts[index]);
            _rackOfHost[index] = rack;
        }
    }

    /// <inheritdoc/>
    public void BeginTick(DateTimeOffset end, double seconds)
    {
        var at = Seconds(end);
        if (seconds is not (> 0 and < 1e9)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Must be above 0.");
        if (at <= _now) throw new ArgumentOutOfRangeException(nameof(end), end, "Time must rise.");
        _gate.Enter();
        _isTicking = true;
        _tick++;
        (_next, _length) = (at, Math.Min(seconds, at - _now));
    }

    /// <inheritdoc/>
    public void Host(HostId host, in HostSample sample, ReadOnlySpan<NumaNodeSample> numaNodes, ReadOnlySpan<InstanceSample> instances)
    {
        Ticking();
        if (!_hostIndex.TryGetValue(host, out var index)) return;
        var row = _hosts[index];
        row.Settle(_covered);
        row.Begin(sample, numaNodes);
        Take(row, index, instances);
        row.End(instances.Length);
        _hostHistories.Meet(index, row.Values.Length, static _ => false);
        MarkDirty(index);
    }

    /// <inheritdoc/>
    public void Lost(HostId host)
    {
        Ticking();
        if (!_hostIndex.TryGetValue(host, out var index)) return;
        var row = _hosts[index];
        row.Settle(_covered);
        row.Clear();
        Leave(row, index);
        row.Rows.Clear();
        MarkDirty(index);
    }

    /// <inheritdoc/>
    public void EndTick()
    {
        Ticking();
        _isTicking = false;
        foreach (var rack in _dirty)
        {
            rack.Sum(_covered);
            rack.Parent!.IsDirty = true;
        }

        _dirty.Clear();
        foreach (var zone in _zones.Values)
            if (zone.IsDirty) zone.Sum(_covered);
        _covered += _length;
        Remember(_next - _length, _next);
        _now = _next;
        _instances.Forget(_now - _limits.KeepAbsentSeconds);
        Publish();
        _gate.Exit();
    }

    /// <summary>Takes in the instances of a host. While they come in the same order, no look-up is needed.</summary>
    private void Take(HostRow host, int index, ReadOnlySpan<InstanceSample> instances)
    {
        var rows = host.Rows;
        var same = rows.Count == instances.Length;
        for (var i = 0; same && i < instances.Length; i++) same = _instances.IdOf(rows[i]) == instances[i].Instance && _instances.HostOf(rows[i]) == index;
        var before = same ? [] : rows.ToArray();
        if (!same) rows.Clear();
        for (var i = 0; i < instances.Length; i++)
        {
            ref readonly var sample = ref instances[i];
            var row = same ? rows[i] : _instances.Take(sample.Instance);
            host.Add(sample.Values);
            if (row < 0) continue;
            _instances.Set(row, index, _tick, sample.Values, _covered);
            if (same) continue;
            rows.Add(row);
            _instanceHistories.Meet(sample.Instance, InstanceSample.Count, _isGone);
        }

        foreach (var row in before)
            if (_instances.HostOf(row) == index && !_instances.WasSeen(row, _tick)) _instances.Leave(row, _covered, _next);
    }

    private void Leave(HostRow host, int index)
    {
        foreach (var row in host.Rows)
            if (_instances.HostOf(row) == index) _instances.Leave(row, _covered, _next);
    }

    private void Remember(double from, double to)
    {
        foreach (var (instance, history) in _instanceHistories.All)
            if (_instances.TryFind(instance, out var row) && _instances.HostOf(row) != InstanceTable.Nowhere) history.Add(_instances.Values(row), from, to);
        foreach (var (host, history) in _hostHistories.All)
            if (_hosts[host].IsPresent) history.Add(_hosts[host].Values, from, to);
        foreach (var rack in _racks.Values)
            if (rack.Row.IsPresent) rack.History.Add(rack.Row.Values, from, to);
        foreach (var zone in _zones.Values)
            if (zone.Row.IsPresent) zone.History.Add(zone.Row.Values, from, to);
    }

    private void MarkDirty(int host)
    {
        var rack = _rackOfHost[host];
        if (rack.IsDirty) return;
        rack.IsDirty = true;
        _dirty.Add(rack);
    }

    private void Ticking()
    {
        if (!_isTicking) throw new InvalidOperationException("No tick has begun.");
    }

    private static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    private static DateTimeOffset Time(double seconds) => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
