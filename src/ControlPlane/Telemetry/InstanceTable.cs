using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// Last values and totals of every instance, one row each: 104 B of values, 88 B of totals, 40 B of place and time, and its entry in the
/// index. Totals are settled when a value changes, so an instance that goes on as it was costs nothing.
/// </summary>
/// <param name="max">Rows at most.</param>
internal sealed class InstanceTable(int max)
{
    /// <summary>Metrics that have a total, in the order of the totals.</summary>
    public static readonly int[] Counters = [.. InstanceMetrics.All.Where(metric => metric.Kind is MetricKind.Counter).Select(metric => metric.Index)];

    private const int Width = InstanceSample.Count;
    private readonly Dictionary<InstanceId, int> _rows = [];
    private readonly Stack<int> _free = new();
    private readonly Queue<(int Row, InstanceId Instance, double Since)> _absent = new();
    private InstanceId[] _ids = [];
    private float[] _values = [];
    private double[] _totals = [];
    private double[] _settled = [];
    private double[] _absentSince = [];
    private int[] _host = [];
    private int[] _seen = [];
    private int _used;

    /// <summary>Where an instance is that runs nowhere.</summary>
    public const int Nowhere = -1;

    /// <summary>Instances that were not taken in because the table was full.</summary>
    public long Refused { get; private set; }

    /// <summary>Instances known.</summary>
    public int Count => _rows.Count;

    public IEnumerable<KeyValuePair<InstanceId, int>> Rows => _rows;

    /// <summary>The row of an instance; false when it is not known.</summary>
    public bool TryFind(InstanceId instance, out int row) => _rows.TryGetValue(instance, out row);

    public InstanceId IdOf(int row) => _ids[row];

    /// <summary>Index of its host, or <see cref="Nowhere"/>.</summary>
    public int HostOf(int row) => _host[row];

    public bool WasSeen(int row, int tick) => _seen[row] == tick;

    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(row * Width, Width);

    /// <summary>The row of an instance, new when it has none; -1 when the table is full.</summary>
    public int Take(InstanceId instance)
    {
        if (_rows.TryGetValue(instance, out var row)) return row;
        if (_rows.Count >= max)
        {
            Refused++;
            return -1;
        }

        if (!_free.TryPop(out row))
        {
            row = _used++;
            if (row == _ids.Length) Grow(Math.Max(64, 2 * row));
        }

        _rows.Add(instance, row);
        _ids[row] = instance;
        _host[row] = Nowhere;
        _values.AsSpan(row * Width, Width).Clear();
        _totals.AsSpan(row * Counters.Length, Counters.Length).Clear();
        return row;
    }

    /// <summary>Gives a row its values from <paramref name="covered"/> on: seconds that all ticks before have covered.</summary>
    public void Set(int row, int host, int tick, ReadOnlySpan<float> values, double covered)
    {
        Settle(row, covered);
        values.CopyTo(_values.AsSpan(row * Width, Width));
        (_host[row], _seen[row]) = (host, tick);
    }

    /// <summary>It runs nowhere any more.</summary>
    public void Leave(int row, double covered, double now)
    {
        Settle(row, covered);
        _values.AsSpan(row * Width, Width).Clear();
        _host[row] = Nowhere;
        _absentSince[row] = now;
        _absent.Enqueue((row, _ids[row], now));
    }

    /// <summary>Forgets who has run nowhere since before that time.</summary>
    public void Forget(double before)
    {
        while (_absent.TryPeek(out var oldest) && oldest.Since < before)
        {
            _absent.Dequeue();
            if (_host[oldest.Row] != Nowhere || _ids[oldest.Row] != oldest.Instance || !_absentSince[oldest.Row].Equals(oldest.Since)) continue;
            if (!_rows.Remove(oldest.Instance)) continue;
            _free.Push(oldest.Row);
        }
    }

    /// <summary>A counter now.</summary>
    public double Total(int row, int counter, double covered) =>
        _totals[(row * Counters.Length) + counter] + Gain(_values[(row * Width) + Counters[counter]], covered - _settled[row]);

    private static double Gain(float rate, double seconds) => rate > 0 ? rate * seconds : 0;

    private void Settle(int row, double covered)
    {
        var seconds = covered - _settled[row];
        _settled[row] = covered;
        if (seconds <= 0 || _host[row] == Nowhere) return;
        var totals = _totals.AsSpan(row * Counters.Length, Counters.Length);
        var values = _values.AsSpan(row * Width, Width);
        for (var i = 0; i < totals.Length; i++) totals[i] += Gain(values[Counters[i]], seconds);
    }

    private void Grow(int rows)
    {
        Array.Resize(ref _ids, rows);
        Array.Resize(ref _values, rows * Width);
        Array.Resize(ref _totals, rows * Counters.Length);
        Array.Resize(ref _settled, rows);
        Array.Resize(ref _absentSince, rows);
        Array.Resize(ref _host, rows);
        Array.Resize(ref _seen, rows);
    }
}
