using System.Globalization;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// Reads the plain comma-separated files of the public traces (no quotes anywhere) line by line: a header that must be the
/// expected one, then rows with exactly as many fields. Blank lines are skipped.
/// </summary>
internal sealed class CsvLines(TextReader reader, string header)
{
    private readonly int _width = header.Split(',').Length;
    private string[] _fields = [];

    /// <summary>Line of the current row, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Read()
    {
        if (Line == 0) ReadHeader();
        while (reader.ReadLine() is { } text)
        {
            Line++;
            if (text.AsSpan().Trim().IsEmpty) continue;
            _fields = text.Split(',', StringSplitOptions.TrimEntries);
            if (_fields.Length != _width)
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{_fields.Length} fields where {_width} are expected ({header})"));
            return true;
        }

        return false;
    }

    public string Text(int column) => _fields[column];

    public int Int(int column, int min, int max) => (int)Long(column, min, max);

    public long Long(int column, long min, long max) =>
        long.TryParse(_fields[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"'{_fields[column]}' is not a whole number from {min} to {max}"));

    /// <summary>A number of GB as whole MiB.</summary>
    public long Gigabytes(int column) => TraceNumbers.TryGigabytes(_fields[column], out var mib)
        ? mib
        : throw Wrong($"'{_fields[column]}' is not a size in GB");

    /// <summary>Whole seconds, also when they are written as a decimal (194.0).</summary>
    public long Seconds(int column, long max) =>
        decimal.TryParse(_fields[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= max && value == decimal.Truncate(value)
            ? (long)value
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"'{_fields[column]}' is not a whole number of seconds up to {max}"));

    public TraceFormatException Wrong(string problem) => new(Math.Max(Line, 1), problem);

    private void ReadHeader()
    {
        Line = 1;
        var found = reader.ReadLine()?.Trim().TrimStart('\uFEFF');
        if (!string.Equals(found, header, StringComparison.Ordinal)) throw Wrong($"the header is '{found}', expected '{header}'");
    }
}

/// <summary>Numbers as the traces write them.</summary>
internal static class TraceNumbers
{
    private const decimal LargestGigabytes = 64 * 1024;

    /// <summary>Parses GB (fractions allowed, as in 1.75) into MiB; false for anything but a whole number of MiB from 0 to 64 TiB.</summary>
    public static bool TryGigabytes(ReadOnlySpan<char> text, out long mib)
    {
        mib = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gigabytes)) return false;
        if (gigabytes > LargestGigabytes || gigabytes * 1024 != decimal.Truncate(gigabytes * 1024)) return false;
        mib = (long)(gigabytes * 1024);
        return true;
    }
}
