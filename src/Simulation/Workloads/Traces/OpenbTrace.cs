using System.Globalization;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// Alibaba's GPU cluster trace of 2023 (github.com/alibaba/clusterdata, cluster-trace-gpu-v2023; cite the FGD paper, ATC 2023): hosts with GPUs
/// of one model, and pods that ask for a share of a GPU or for whole ones. All readers stream.
/// </summary>
public static class OpenbTrace
{
    /// <summary>Thousandths of a whole GPU, and of a CPU.</summary>
    public const int Whole = 1000;

    private const int MaxGpus = 64;
    private const int MaxCpuMilli = 4096 * Whole;
    private const long MaxMemoryMib = 64L * 1024 * 1024;

    /// <summary>Reads <c>openb_node_list_gpu_node.csv</c> or <c>openb_node_list_all_node.csv</c>.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<OpenbHost> ReadHosts(TextReader reader)
    {
        var rows = new CsvLines(reader, "sn,cpu_milli,memory_mib,gpu,model");
        while (rows.Read())
        {
            var host = new OpenbHost(rows.Text(0), rows.Int(1, 1, MaxCpuMilli), rows.Long(2, 1, MaxMemoryMib), rows.Int(3, 0, MaxGpus), rows.Text(4));
            if (host.Name.Length == 0) throw rows.Wrong("a host without a name");
            if (host.Gpus > 0 && host.Model.Length == 0) throw rows.Wrong("GPUs without a model");
            yield return host;
        }
    }

    /// <summary>Reads <c>openb_pod_list_default.csv</c> and its variants. When pods came and went is left out: the experiments do not use it.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<OpenbPod> ReadPods(TextReader reader)
    {
        var rows = new CsvLines(reader, "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time");
        while (rows.Read())
        {
            var gpus = rows.Int(3, 0, MaxGpus);
            yield return new OpenbPod(rows.Text(0), rows.Int(1, 1, MaxCpuMilli), rows.Long(2, 0, MaxMemoryMib), gpus, Thousandths(rows, gpus))
            {
                Models = rows.Text(5).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            };
        }
    }

    private static int Thousandths(CsvLines rows, int gpus)
    {
        if (gpus == 0) return rows.Text(4).Length == 0 ? 0 : rows.Int(4, 0, 0);
        var thousandths = rows.Int(4, 1, Whole);
        return gpus == 1 || thousandths == Whole ? thousandths
            : throw rows.Wrong(string.Create(CultureInfo.InvariantCulture, $"{gpus} GPUs with {thousandths} thousandths of each"));
    }
}

/// <summary>A host of the trace.</summary>
/// <param name="Name">Serial number; ascending in the file.</param>
/// <param name="CpuMilli">Thousandths of a CPU.</param>
/// <param name="MemoryMib">Memory, MiB.</param>
/// <param name="Gpus">GPUs.</param>
/// <param name="Model">Their model; empty without GPUs.</param>
public sealed record OpenbHost(string Name, int CpuMilli, long MemoryMib, int Gpus, string Model);

/// <summary>A pod of the trace.</summary>
/// <param name="Name">Name.</param>
/// <param name="CpuMilli">Thousandths of a CPU.</param>
/// <param name="MemoryMib">Memory, MiB; 0 for some.</param>
/// <param name="Gpus">GPUs.</param>
/// <param name="GpuThousandths">Of each: 1 to 1000 (whole) of one, whole of several; 0 without GPUs.</param>
public sealed record OpenbPod(string Name, int CpuMilli, long MemoryMib, int Gpus, int GpuThousandths)
{
    /// <summary>Models that will do; empty for any.</summary>
    public IReadOnlyList<string> Models { get => field ?? []; init; }
}
