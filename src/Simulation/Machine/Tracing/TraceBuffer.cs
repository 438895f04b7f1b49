namespace Cloud.Simulation.Machine.Tracing;

/// <summary>Keeps the first records of a trace, up to a limit.</summary>
/// <param name="recordsMax">Most records kept; later ones are only counted.</param>
public sealed class TraceBuffer(int recordsMax = 1_000_000) : IMachineTrace
{
    private readonly List<TraceRecord> _records = [];

    /// <summary>The records kept, in order of time.</summary>
    public IReadOnlyList<TraceRecord> Records => _records;

    /// <summary>Records that did not fit.</summary>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public void Record(in TraceRecord trace)
    {
        if (_records.Count < recordsMax) _records.Add(trace);
        else Dropped++;
    }
}
