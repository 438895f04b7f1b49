using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Labs;

/// <summary>A machine of a lab with its loop and its trace. The seed is fixed: the same knobs give the same plots.</summary>
internal sealed class LabMachine
{
    private const ulong Seed = 17;
    private readonly TraceBuffer? _trace;

    public LabMachine(MachineParameters parameters, bool traced = false)
    {
        _trace = traced ? new TraceBuffer(20_000) : null;
        Host = new HostMachine(Loop, parameters, new SimRandom(Seed), _trace);
    }

    public EventLoop Loop { get; } = new();

    public HostMachine Host { get; }

    /// <summary>When each task ran until now, one lane per task, in ms.</summary>
    public IEnumerable<LabSeries> Lanes(string prefix)
    {
        var points = Host.Tasks.Select(_ => new List<LabPoint>()).ToList();
        var since = new Dictionary<int, long>();
        foreach (var record in _trace!.Records)
        {
            if (record.Kind == TraceKind.SwitchIn) since[record.Subject] = record.AtNs;
            else if (record.Kind == TraceKind.SwitchOut && since.Remove(record.Subject, out var from)) points[record.Subject].Add(new(from / 1e6, (record.AtNs - from) / 1e6));
        }

        foreach (var (task, from) in since.OrderBy(open => open.Key)) points[task].Add(new(from / 1e6, (Host.NowNs - from) / 1e6));
        return Host.Tasks.Select((task, index) => new LabSeries(prefix + task.Name, points[index]));
    }

    /// <summary>Writes the trace for Perfetto.</summary>
    public void WriteTrace(Stream stream) => ChromeTraceWriter.Write(stream, Host, _trace!.Records);
}
