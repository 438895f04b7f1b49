using Cloud.Cli.Commands;
using Cloud.Cli.Shell;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Replay;

/// <summary>Opens a trace by its format's name.</summary>
public static class TraceFiles
{
    public const string Formats = "huawei-topology or azure-2017";

    /// <summary>Streams a trace file; each enumeration opens it anew.</summary>
    /// <param name="format">huawei-topology or azure-2017.</param>
    /// <param name="path">The file, may end in .gz. For azure-2017 the derived table, or the flavor text with flav_map.txt beside it.</param>
    /// <exception cref="UsageException">Unknown format, or the file cannot be read.</exception>
    public static IEnumerable<TraceRequest> Read(string format, string path) => format switch
    {
        "huawei-topology" => Stream(path, HuaweiTopologyTrace.ReadRequests),
        "azure-2017" when IsTable(path) => Stream(path, AzureRequestTrace.ReadTable),
        "azure-2017" => Stream(path, reader => AzureRequestTrace.ReadFlavorText(reader, FlavorMapBeside(path))),
        _ => throw new UsageException($"'{format}' is not a trace format: {Formats}"),
    };

    private static bool IsTable(string path) => path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".csv.gz", StringComparison.Ordinal);

    private static IReadOnlyDictionary<char, TraceShape> FlavorMapBeside(string path)
    {
        using var map = Files.Open(Path.Combine(Path.GetDirectoryName(path) ?? "", "flav_map.txt"));
        return AzureRequestTrace.ReadFlavorMap(map);
    }

    private static IEnumerable<TraceRequest> Stream(string path, Func<TextReader, IEnumerable<TraceRequest>> read)
    {
        using var reader = Files.Open(path);
        foreach (var request in read(reader)) yield return request;
    }
}
