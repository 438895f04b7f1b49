using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>Reads NumPy's <c>.npy</c> files as far as the public data sets use them: one dimension of little-endian 64-bit integers.</summary>
public static class NumpyInt64
{
    /// <summary>More numbers than this are refused.</summary>
    public const int MaxLength = 1 << 24;

    private const int MagicLength = 8;
    private const int MaxHeader = 1 << 16;

    /// <summary>Reads the whole array.</summary>
    /// <exception cref="TraceFormatException">Not such a file, or cut short.</exception>
    public static long[] Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[MagicLength];
        Fill(stream, start);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8)) throw Wrong("no NumPy file");
        var header = Header(stream, longLength: start[6] >= 2);
        if (!header.Contains("'descr': '<i8'", StringComparison.Ordinal)) throw Wrong("its numbers are not little-endian 64-bit integers ('<i8')");
        if (!header.Contains("'fortran_order': False", StringComparison.Ordinal)) throw Wrong("its order is not C's");
        var values = new long[Length(header)];
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            Fill(stream, number);
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(number);
        }

        return values;
    }

    private static string Header(Stream stream, bool longLength)
    {
        Span<byte> size = stackalloc byte[longLength ? 4 : 2];
        Fill(stream, size);
        var length = longLength ? BinaryPrimitives.ReadUInt32LittleEndian(size) : BinaryPrimitives.ReadUInt16LittleEndian(size);
        if (length > MaxHeader) throw Wrong("its header is too long");
        var header = new byte[length];
        Fill(stream, header);
        return Encoding.ASCII.GetString(header);
    }

    /// <summary>The N of <c>'shape': (N,)</c>.</summary>
    private static int Length(string header)
    {
        const string Shape = "'shape': (";
        var from = header.IndexOf(Shape, StringComparison.Ordinal);
        var to = from < 0 ? -1 : header.IndexOf(",)", from, StringComparison.Ordinal);
        if (to < 0 || !int.TryParse(header.AsSpan(from + Shape.Length, to - from - Shape.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 0 or > MaxLength)
            throw Wrong($"its shape is not one dimension of at most {MaxLength} numbers");
        return length;
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Wrong("it is cut short");
    }

    private static TraceFormatException Wrong(string problem) => new(1, problem);
}
