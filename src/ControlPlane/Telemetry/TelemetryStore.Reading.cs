using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

public sealed partial class TelemetryStore
{
    /// <summary>World time of the last tick; null before the first.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (_gate) return _tick == 0 ? null : Time(_now);
        }
    }

    /// <summary>Instances that have a history.</summary>
    public int InstanceHistories
    {
        get
        {
            lock (_gate) return _instanceHistories.Count;
        }
    }

    /// <summary>The hosts of the region, in its order.</summary>
    public IReadOnlyList<Domain.Placement.HostDescription> Hosts => _region.Hosts;

    /// <summary>Whether there is such a host, rack or zone; instances may exist without being measured.</summary>
    public bool Exists(TelemetrySubject subject) => subject.Scope switch
    {
        MetricScope.Host => _hostIndex.ContainsKey(new HostId(subject.Name)),
        MetricScope.Rack => _racks.ContainsKey((subject.Name, subject.Rack)),
        MetricScope.Zone => _zones.ContainsKey(subject.Name),
        _ => true,
    };

    /// <summary>The series of a subject that a query names.</summary>
    public IReadOnlyList<SeriesKey> Series(TelemetrySubject subject, IReadOnlyList<string> names)
    {
        IEnumerable<SeriesKey> all = MetricCatalogue.Of(subject.Scope).Select(metric => new SeriesKey(metric, metric.Index, NumaNode: null));
        if (subject.Scope is MetricScope.Host && _hostIndex.TryGetValue(new HostId(subject.Name), out var host))
        {
            all = all.Concat(Enumerable.Range(0, _region.Hosts[host].NumaNodes.Count).SelectMany(node => HostMetrics.NumaNodes.Select(
                metric => new SeriesKey(metric, MetricCatalogue.HostCount + (node * NumaNodeSample.Count) + metric.Index, node))));
        }

        return [.. all.Where(key => names.Count == 0 || names.Contains(key.Metric.Name, StringComparer.Ordinal))];
    }

    /// <summary>Values, totals and the past of a subject. Asking gives it a history from now on, if it had none.</summary>
    public TelemetryReading Read(TelemetrySubject subject, TelemetryQuery query)
    {
        var keys = Series(subject, query.Names);
        lock (_gate)
        {
            var (from, step, points) = query.Window(_now);
            points = query.IsCurrentOnly ? 0 : Math.Min(points, TelemetryLimits.MaxPoints);
            var history = query.IsCurrentOnly ? null : HistoryOf(subject);
            var values = ValuesOf(subject);
            return new(
                _tick == 0 ? null : Time(_now), !values.IsEmpty, Time(from), step,
                [
                    .. keys.Select(key => new SeriesReading(
                        key, CurrentOf(subject, key), TotalOf(subject, key), points == 0 || history is null ? SeriesPoints.None : history.Read(key.Index, from, step, points))),
                ]);
        }
    }

    private SeriesHistory? HistoryOf(TelemetrySubject subject) => subject.Scope switch
    {
        MetricScope.Instance => _instances.TryFind(subject.Instance, out _) ? _instanceHistories.Ask(subject.Instance, InstanceSample.Count) : _instanceHistories.Find(subject.Instance),
        MetricScope.Host => _hostIndex.TryGetValue(new HostId(subject.Name), out var host) ? _hostHistories.Ask(host, _hosts[host].Values.Length) : null,
        _ => GroupOf(subject)?.History,
    };

    private HostGroup? GroupOf(TelemetrySubject subject) => subject.Scope is MetricScope.Rack
        ? _racks.GetValueOrDefault((subject.Name, subject.Rack))
        : _zones.GetValueOrDefault(subject.Name);

    /// <summary>The values now; empty when it is not measured.</summary>
    private ReadOnlySpan<float> ValuesOf(TelemetrySubject subject)
    {
        if (subject.Scope is MetricScope.Instance)
            return _instances.TryFind(subject.Instance, out var row) && _instances.HostOf(row) != InstanceTable.Nowhere ? _instances.Values(row) : [];
        return RowOf(subject) is { IsPresent: true } host ? host.Values : [];
    }

    private HostRow? RowOf(TelemetrySubject subject) => subject.Scope is MetricScope.Host
        ? _hostIndex.TryGetValue(new HostId(subject.Name), out var host) ? _hosts[host] : null
        : GroupOf(subject)?.Row;

    private float CurrentOf(TelemetrySubject subject, SeriesKey key) => ValuesOf(subject) is { IsEmpty: false } values ? values[key.Index] : float.NaN;

    private double? TotalOf(TelemetrySubject subject, SeriesKey key)
    {
        if (key.Metric.Kind is not MetricKind.Counter || key.NumaNode is not null) return null;
        if (subject.Scope is MetricScope.Instance)
            return _instances.TryFind(subject.Instance, out var row) ? _instances.Total(row, Array.IndexOf(InstanceTable.Counters, key.Index), _covered) : null;
        return RowOf(subject)?.Total(Array.IndexOf(HostRow.Counters, key.Index), _covered);
    }
}
