using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>What one VM used over a day: a percent of its limit every five minutes, rounded up, 0 to 100.</summary>
/// <param name="Name">Name in the data set.</param>
/// <param name="Percents">One per sample.</param>
public sealed record UtilisationSeries(string Name, byte[] Percents);

/// <summary>
/// Archives of utilisation series: one file per VM, 288 lines, one column of CPU percents (PlanetLab 2011, CoMon) or two of CPU and memory
/// (Google 2011 as VMs). Ordered by name, whatever the archive's order is.
/// </summary>
public static class UtilisationTrace
{
    /// <summary>Samples of a day.</summary>
    public const int SamplesPerDay = 288;

    /// <summary>Reads a <c>.tar.gz</c>; <paramref name="column"/> 0 is CPU, 1 memory.</summary>
    /// <exception cref="TraceFormatException">At the first file or line that is not as described.</exception>
    public static IReadOnlyList<UtilisationSeries> ReadArchive(Stream archive, int column = 0)
    {
        using var unpacked = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var tar = new TarReader(unpacked);
        var series = new List<UtilisationSeries>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            using var reader = new StreamReader(data);
            series.Add(Read(entry.Name, reader, column));
        }

        series.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return series;
    }

    /// <summary>Reads one series.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static UtilisationSeries Read(string name, TextReader reader, int column)
    {
        var percents = new List<byte>(SamplesPerDay);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (column >= fields.Length || !double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || !(percent >= 0))
                throw new TraceFormatException(percents.Count + 1, $"'{line}' of {name} has no percent in column {column + 1}");
            percents.Add((byte)Math.Min(100, Math.Ceiling(percent)));
        }

        if (percents.Count != SamplesPerDay) throw new TraceFormatException(percents.Count, $"{name} ends here, not after {SamplesPerDay} samples");
        return new(name, [.. percents]);
    }
}
