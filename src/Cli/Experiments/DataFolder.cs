using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Cloud.Cli.Shell;
using Cloud.Domain.Placement;
using Cloud.Simulation.Experiments.Openb;
using Cloud.Simulation.Experiments.Packing;
using Cloud.Simulation.Experiments.Spane;
using Cloud.Simulation.Experiments.Topology;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Experiments;

/// <summary>The public data sets as they were downloaded, each in the folder of its name. None of them ships with the product.</summary>
/// <param name="path">The folder that holds them.</param>
public sealed class DataFolder(string path)
{
    /// <summary>Names the folder when <c>--data</c> does not.</summary>
    public const string Variable = "CLOUD_DATA_DIR";

    /// <summary>Huawei-East-1 in its lifetime form.</summary>
    public SpaneTrace SpaneTrace() => Read(reader => new SpaneTrace(HuaweiEastTrace.Read(reader)), "huawei-east-1", "Huawei-East-1-lt.csv");

    /// <summary>Where SPANE's episodes start.</summary>
    /// <param name="set">test (1,000) or validation (150).</param>
    public IReadOnlyList<long> SpaneStarts(string set)
    {
        var name = set switch
        {
            "test" => "test_random_time_1000.npy",
            "validation" => "valid_random_time_150.npy",
            _ => throw new UsageException($"there are no starts '{set}': test or validation"),
        };
        using var file = Open("huawei-east-1", name);
        return Checked(name, () => NumpyInt64.Read(file));
    }

    /// <summary>The hosts of huawei-topology-2025.</summary>
    public IReadOnlyList<HostDescription> TopologyHosts()
    {
        var hosts = Read(reader => HuaweiTopologyTrace.ReadHosts(reader).ToList(), "huawei-topology-2025", "PM_res.csv");
        return Read(reader => TopologyRegion.Hosts(hosts, HuaweiTopologyTrace.ReadRacks(reader)), "huawei-topology-2025", "topology_provider.csv");
    }

    /// <summary>One of its sequences, C1 to C5.</summary>
    public IReadOnlyList<TopologyRequest> TopologySequence(string name) => Read(
        reader => HuaweiTopologyTrace.ReadRequests(reader).Select(TopologyRequest.Of).ToList(), "huawei-topology-2025", $"VM_data_{name}.csv");

    /// <summary>A workload of alibaba-openb-2023 on its hosts with GPUs.</summary>
    /// <param name="workload">default, cpu050 …: as in the names of the files.</param>
    public OpenbSuite Openb(string workload)
    {
        if (!workload.All(char.IsAsciiLetterOrDigit)) throw new UsageException($"there is no workload '{workload}'");
        var hosts = Read(reader => OpenbTrace.ReadHosts(reader).ToList(), "alibaba-openb-2023", "openb_node_list_gpu_node.csv");
        var pods = Read(reader => OpenbTrace.ReadPods(reader).ToList(), "alibaba-openb-2023", $"openb_pod_list_{workload}.csv");
        return pods.Exists(pod => pod.Gpus > 0) ? new(hosts, pods) : throw new UsageException($"no pod of workload '{workload}' asks for a GPU");
    }

    /// <summary>The ten samples of one size and lifetime limit, in the order of their numbers.</summary>
    /// <param name="count">VMs of each sample.</param>
    /// <param name="limit">inf, 2, 4, 8 or 24.</param>
    public IReadOnlyList<IReadOnlyList<PackingItem>> Packing(int count, string limit)
    {
        var samples = new SortedDictionary<int, IReadOnlyList<PackingItem>>();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{count}_{limit}_");
        using var archive = new TarReader(new GZipStream(Open("azure-packing-tbpp", "azure-d1-d2.tar.gz"), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileNameWithoutExtension(entry.Name);
            if (entry.DataStream is null || !name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(entry.DataStream);
            samples.Add(int.Parse(name[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture), Checked(entry.Name, () => PackingTrace.Read(reader).ToList()));
        }

        return samples.Count > 0 ? [.. samples.Values] : throw new UsageException($"there are no samples of {count} VMs with limit '{limit}'");
    }

    /// <summary>What the notes beside the samples found for one of them.</summary>
    public IReadOnlyDictionary<string, PackingBaseline> PackingBaselines() =>
        Read(reader => PackingBaseline.Read(reader).ToDictionary(row => row.Instance, StringComparer.Ordinal), "azure-packing-tbpp", "helper-baselines.csv");

    private T Read<T>(Func<TextReader, T> read, params string[] file)
    {
        using var reader = new StreamReader(Open(file));
        return Checked(file[^1], () => read(reader));
    }

    private FileStream Open(params string[] file)
    {
        var full = Path.Combine([path, .. file]);
        try
        {
            return File.OpenRead(full);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{full}: {fault.Message}");
        }
    }

    private static T Checked<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TraceFormatException fault)
        {
            throw new UsageException($"{file} is not as it should be: {fault.Message}");
        }
    }
}
