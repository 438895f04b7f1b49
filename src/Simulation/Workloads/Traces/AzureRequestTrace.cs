using System.Globalization;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// VM requests of AzurePublicDatasetV1 (2017, CC BY 4.0) as prepared by github.com/huaweicloud/trace_generation_rnn: sizes, batches that one
/// tenant started together, arrival in bins of 300 s, lifetimes in bins. Read from the derived table
/// <c>vm,arrival_s,batch,vcpu,mem_gb,dur_lo_s,dur_hi_s,censored</c>. Streams.
/// </summary>
public static class AzureRequestTrace
{
    private const int MaxVcpus = 4096;
    private const long MaxSeconds = 10L * 365 * 86_400;

    /// <summary>Reads the derived table (unpacked).</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<TraceRequest> ReadTable(TextReader reader)
    {
        var rows = new CsvLines(reader, "vm,arrival_s,batch,vcpu,mem_gb,dur_lo_s,dur_hi_s,censored");
        long? first = null;
        var last = long.MinValue;
        for (long index = 0; rows.Read(); index++)
        {
            var arrival = rows.Long(1, 0, MaxSeconds);
            if (arrival < last) throw rows.Wrong("arrivals go backwards");
            last = arrival;
            first ??= arrival;
            var shape = new TraceShape(rows.Int(3, 1, MaxVcpus), rows.Gigabytes(4), NumaNodes: 0);
            if (shape.MemoryMib == 0) throw rows.Wrong("a VM without memory");
            yield return new TraceRequest(index, shape, arrival - first, Lifetime(rows), [new("batch", rows.Text(2))]);
        }
    }

    private static TraceLifetime Lifetime(CsvLines rows)
    {
        var above = rows.Long(5, 0, MaxSeconds);
        var atMost = rows.Text(6).Length == 0 ? (long?)null : rows.Long(6, above, MaxSeconds);
        return new TraceLifetime(above, atMost, rows.Int(7, 0, 1) == 1);
    }

    /// <summary>
    /// Reads the flavor text form (<c>v1.test.txt</c>): per line a time and letters, '|' after each batch. It has no lifetimes.
    /// </summary>
    /// <param name="reader">The flavor file.</param>
    /// <param name="flavors">What the letters stand for (<see cref="ReadFlavorMap"/>).</param>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<TraceRequest> ReadFlavorText(TextReader reader, IReadOnlyDictionary<char, TraceShape> flavors)
    {
        var (index, batch, number) = (0L, 0L, 0L);
        long? first = null;
        while (reader.ReadLine() is { } text)
        {
            number++;
            if (text.AsSpan().Trim().IsEmpty) continue;
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !long.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var arrival))
                throw new TraceFormatException(number, "expected '<seconds> <letter>,…'");
            first ??= arrival;
            for (var at = space + 1; at < text.Length; at++)
            {
                if (text[at] is ',' or ' ') continue;
                if (text[at] == '|') batch++;
                else if (!flavors.TryGetValue(text[at], out var shape)) throw new TraceFormatException(number, $"'{text[at]}' is not in the flavor map");
                else yield return new TraceRequest(index++, shape, arrival - first, Lifetime: null, [new("batch", batch.ToString(CultureInfo.InvariantCulture))]);
            }
        }
    }

    /// <summary>Reads <c>flav_map.txt</c>: lines of <c>vCPU,GB letter</c>.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IReadOnlyDictionary<char, TraceShape> ReadFlavorMap(TextReader reader)
    {
        var map = new Dictionary<char, TraceShape>();
        for (var number = 1L; reader.ReadLine() is { } text; number++)
        {
            if (text.AsSpan().Trim().IsEmpty) continue;
            var parts = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 3 || parts[2].Length != 1
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var vcpus) || vcpus is < 1 or > MaxVcpus
                || !TraceNumbers.TryGigabytes(parts[1], out var memory) || memory == 0)
            {
                throw new TraceFormatException(number, $"'{text}' is not 'vCPU,GB letter'");
            }

            if (!map.TryAdd(parts[2][0], new TraceShape(vcpus, memory, NumaNodes: 0)))
                throw new TraceFormatException(number, $"'{parts[2]}' stands there twice");
        }

        return map;
    }
}
