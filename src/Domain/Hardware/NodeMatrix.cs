namespace Cloud.Domain.Hardware;

/// <summary>A square matrix indexed by NUMA node: row = the node that asks, column = the node that holds the memory. Immutable.</summary>
public sealed class NodeMatrix : IEquatable<NodeMatrix>
{
    private readonly double[] _values;

    /// <summary>Copies <paramref name="rowMajor"/>; its length must be the square of <paramref name="size"/>.</summary>
    public NodeMatrix(int size, ReadOnlySpan<double> rowMajor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (rowMajor.Length != size * size) throw new ArgumentException($"A {size} by {size} matrix needs {size * size} values.", nameof(rowMajor));
        Size = size;
        _values = rowMajor.ToArray();
    }

    /// <summary>Number of NUMA nodes.</summary>
    public int Size { get; }

    /// <summary>The value for node <paramref name="from"/> reaching memory of node <paramref name="to"/>.</summary>
    public double this[int from, int to] => _values[(from * Size) + to];

    /// <summary>One row: everything node <paramref name="from"/> can reach.</summary>
    public ReadOnlySpan<double> Row(int from) => _values.AsSpan(from * Size, Size);

    /// <inheritdoc/>
    public bool Equals(NodeMatrix? other) => other is not null && Size == other.Size && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeMatrix);

    /// <inheritdoc/>
    public override int GetHashCode() => (Size * 397) ^ _values[0].GetHashCode();
}
