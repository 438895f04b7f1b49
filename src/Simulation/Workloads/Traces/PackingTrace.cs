using System.Globalization;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// Temporal bin-packing instances sampled from the Azure packing trace of 2020 (github.com/wotzlaff/tbpp-instances; underlying trace CC BY 4.0):
/// a first line of count and capacity, then index, start, end (minutes) and size (% of a host's CPU), separated by tabs. Streams.
/// </summary>
public static class PackingTrace
{
    private const int Capacity = 100;
    private const int MaxMinutes = 366 * 24 * 60;

    /// <summary>Reads one instance, in the order of the file.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<PackingItem> Read(TextReader reader)
    {
        var first = Numbers(reader.ReadLine(), 1, 4);
        if (first[1] != Capacity) throw new TraceFormatException(1, $"the capacity is {first[1]}, expected {Capacity}");
        for (var index = 0; index < first[0]; index++)
        {
            var line = index + 2;
            var row = Numbers(reader.ReadLine(), line, 4);
            if (row[0] != index) throw new TraceFormatException(line, $"item {row[0]}, expected {index}");
            if (row[1] > row[2] || row[2] > MaxMinutes || row[3] is < 1 or > Capacity)
                throw new TraceFormatException(line, $"an item from minute {row[1]} to {row[2]} of size {row[3]}");
            yield return new PackingItem(row[1], row[2], row[3]);
        }
    }

    private static int[] Numbers(string? text, long line, int count)
    {
        if (text is null) throw new TraceFormatException(line, "the file ends early");
        var fields = text.Split('\t', StringSplitOptions.TrimEntries);
        var numbers = new int[count];
        if (fields.Length != count) throw new TraceFormatException(line, $"{fields.Length} fields where {count} are expected");
        for (var i = 0; i < count; i++)
        {
            if (!int.TryParse(fields[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                throw new TraceFormatException(line, $"'{fields[i]}' is not a whole number");
        }

        return numbers;
    }
}

/// <summary>One VM of an instance.</summary>
/// <param name="Start">Minute of its start; 0 for one that was alive before the window.</param>
/// <param name="End">Minute of its end.</param>
/// <param name="Size">Share of a host's CPU, %.</param>
public readonly record struct PackingItem(int Start, int End, int Size)
{
    /// <summary>Minutes from start to end.</summary>
    public int Minutes => End - Start;
}
