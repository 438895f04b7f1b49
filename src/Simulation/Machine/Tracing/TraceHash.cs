namespace Cloud.Simulation.Machine.Tracing;

/// <summary>Keeps nothing of a trace but a hash: two runs are the same run if it agrees.</summary>
public sealed class TraceHash : IMachineTrace
{
    private ulong _hash = 0xCBF29CE484222325;

    /// <summary>FNV-1a over the fields of all records so far.</summary>
    public ulong Value => _hash;

    /// <summary>Records so far.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Record(in TraceRecord trace)
    {
        Count++;
        Mix((ulong)trace.AtNs);
        Mix(((ulong)trace.Kind << 32) | (uint)trace.Cpu);
        Mix(((ulong)trace.Reason << 32) | (uint)trace.Subject);
        Mix((ulong)trace.Argument);
    }

    private void Mix(ulong value)
    {
        for (var i = 0; i < 8; i++)
        {
            _hash = (_hash ^ (value & 0xFF)) * 0x100000001B3;
            value >>= 8;
        }
    }
}
