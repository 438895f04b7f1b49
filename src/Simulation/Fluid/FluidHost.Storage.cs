using Cloud.Domain.Hardware.Costs.Memory;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>The host's block of numbers.</summary>
public sealed partial class FluidHost
{
    internal const int NodeColumns = 4;
    internal const int NodeBusy = 0;
    internal const int NodeLoad = 1;
    internal const int NodeGBs = 2;
    internal const int NodeFactor = 3;

    /// <summary>What the last tick found for a guest. Throws when there is no such guest.</summary>
    public FluidGuestState GuestState(long id) => GuestStateAt(Find(id));

    /// <summary>The same by its place in <see cref="Guests"/>.</summary>
    internal FluidGuestState GuestStateAt(int at)
    {
        var granted = At(C.Granted, at);
        var speed = At(C.Speed, at);
        var cpi = At(C.Cpi, at);
        var work = granted * speed;
        // The clock runs through exits, contention and waits; instructions are counted by the work done.
        var instructions = work * Platform.Ghz * 1e9 / At(C.CpiAlone, at);
        var exits = (work * At(C.ExitsPerWork, at)) + (At(C.Packets, at) * At(C.PacketExits, at)) + (At(C.DiskOperations, at) * At(C.DiskExits, at));
        return new(
            granted, At(C.Steal, at), At(C.Throttled, at), speed, exits, instructions * At(C.TlbMissesPerInstruction, at),
            new(At(C.LocalShare, at), At(C.CacheShare, at), At(C.Miss, at), cpi, At(C.TrafficGBs, at), cpi / At(C.CpiAlone, at)),
            Pages(at),
            new(At(C.Packets, at), At(C.Packets, at) * At(C.PayloadBits, at), At(C.NetworkLatencyUs, at)),
            new(At(C.DiskOperations, at), At(C.DiskOperations, at) * At(C.DiskBytes, at) * 8, At(C.DiskLatencyUs, at)));
    }

    /// <summary>What the last tick found for a NUMA node.</summary>
    public FluidNodeState NodeState(int node)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, Platform.NumaNodes);
        var row = Nodes.AsSpan(node * NodeColumns, NodeColumns);
        return new(row[NodeBusy] / Platform.ThreadsPerNode, row[NodeLoad], row[NodeGBs], row[NodeFactor]);
    }

    /// <summary>Traffic in GB/s over the link between two sockets in one direction, and its utilisation.</summary>
    public (double GBs, double Load) LinkState(int fromSocket, int toSocket)
    {
        var row = Nodes.AsSpan((Platform.NumaNodes + Platform.Link(fromSocket, toSocket)) * NodeColumns, NodeColumns);
        return (row[NodeGBs], row[NodeLoad]);
    }

    private FluidPageState Pages(int at)
    {
        double shared = At(C.Shared, at), ballooned = At(C.Ballooned, at), compressed = At(C.Compressed, at), swapped = At(C.Swapped, at);
        var missing = At(C.Missing, at);
        return new(At(C.Touched, at) - shared - ballooned - compressed - swapped - missing, shared, ballooned, compressed, swapped, missing, At(C.MemorySlow, at));
    }

    /// <summary>Counts the guests of each image and what each saves by sharing with the others (8.4).</summary>
    private void SharePages()
    {
        if (!Platform.Options.SharesPages) return;
        for (var i = 0; i < Count; i++)
        {
            var alike = 0;
            for (var j = 0; j < Count; j++)
                if (At(C.Sharable, j) > 0 && At(C.Image, j).Equals(At(C.Image, i))) alike++;
            At(C.ShareTarget, i) = At(C.Sharable, i) > 0 && alike > 1
                ? At(C.Touched, i) * PageSharing.ReclaimedFraction(Platform.Options.Sharing, alike) : 0;
        }
    }

    private ref double At(int column, int row) => ref _data[(column * _capacity) + row];

    private void Read(int at, Span<double> row)
    {
        for (var column = 0; column < row.Length; column++) row[column] = At(column, at);
    }

    private void Write(int at, ReadOnlySpan<double> row)
    {
        for (var column = 0; column < row.Length; column++) At(column, at) = row[column];
    }

    /// <summary>Makes room for a row.</summary>
    private void Open(int at)
    {
        if (Count == _capacity) Grow();
        for (var column = 0; column < Platform.Columns.Count; column++)
        {
            var values = _data.AsSpan(column * _capacity, Count + 1);
            values[at..^1].CopyTo(values[(at + 1)..]);
        }

        _ids.AsSpan(at..Count).CopyTo(_ids.AsSpan(at + 1));
        Count++;
    }

    private void Grow()
    {
        var capacity = Math.Max(4, (_capacity + (_capacity / 2) + 3) & ~3);
        var data = new double[Platform.Columns.Count * capacity];
        for (var column = 0; column < Platform.Columns.Count; column++)
        {
            data.AsSpan(column * capacity, capacity).Fill(Neutral(column));
            _data.AsSpan(column * _capacity, Count).CopyTo(data.AsSpan(column * capacity));
        }

        Array.Resize(ref _ids, capacity);
        _data = data;
        _capacity = capacity;
    }

    // Rows of no guest take part in vector arithmetic: nothing that is divided by may be 0 there.
    private static double Neutral(int column) => column is C.CpiBase or C.CpiAlone or C.Cpi or C.Vcpus or C.Weight or C.Speed or C.CacheBytes ? 1 : 0;
}
