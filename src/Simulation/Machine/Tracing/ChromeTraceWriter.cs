using System.Globalization;
using System.Text.Json;
using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Simulation.Machine.Tracing;

/// <summary>
/// Writes a trace in the Chrome trace event format, which Perfetto (ui.perfetto.dev) opens: one track per hardware thread with
/// the tasks that ran there, and instants for wake-ups, migrations, throttling and exits, each with its reason.
/// </summary>
public static class ChromeTraceWriter
{
    private const int HostPid = 1;

    /// <summary>Writes the records of a machine as JSON; the stream stays open.</summary>
    public static void Write(Stream stream, HostMachine machine, IReadOnlyList<TraceRecord> records)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        WriteNames(json, machine);
        var running = new TraceRecord?[machine.Parameters.Topology.Threads];
        foreach (var record in records) WriteRecord(json, machine, running, record);
        foreach (var open in running)
        {
            if (open is { } start) WriteSlice(json, machine, start, machine.NowNs, TraceReason.None);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, HostMachine machine)
    {
        WriteName(json, "process_name", 0, "host");
        for (var cpu = 0; cpu < machine.Parameters.Topology.Threads; cpu++)
            WriteName(json, "thread_name", cpu, string.Create(CultureInfo.InvariantCulture, $"cpu {cpu}"));
    }

    private static void WriteName(Utf8JsonWriter json, string kind, int tid, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", kind);
        json.WriteString("ph", "M");
        json.WriteNumber("pid", HostPid);
        json.WriteNumber("tid", tid);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, HostMachine machine, TraceRecord?[] running, TraceRecord record)
    {
        switch (record.Kind)
        {
            case TraceKind.SwitchIn:
                running[record.Cpu] = record;
                break;
            case TraceKind.SwitchOut:
                if (running[record.Cpu] is { } start) WriteSlice(json, machine, start, record.AtNs, record.Reason);
                running[record.Cpu] = null;
                break;
            default:
                WriteInstant(json, machine, record);
                break;
        }
    }

    private static void WriteSlice(Utf8JsonWriter json, HostMachine machine, TraceRecord start, long endNs, TraceReason end)
    {
        var task = machine.Tasks[start.Subject];
        json.WriteStartObject();
        json.WriteString("name", task.Name);
        json.WriteString("cat", task.Process.Name);
        json.WriteString("ph", "X");
        WritePlace(json, start);
        json.WriteNumber("dur", (endNs - start.AtNs) / 1000.0);
        json.WriteStartObject("args");
        json.WriteNumber("waitedNs", start.Argument);
        json.WriteString("began", start.Reason.ToString());
        json.WriteString("ended", end.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter json, HostMachine machine, TraceRecord record)
    {
        var isGroup = record.Kind is TraceKind.Throttle or TraceKind.Unthrottle;
        var subject = isGroup ? machine.Groups[record.Subject].Name : machine.Tasks[record.Subject].Name;
        json.WriteStartObject();
        json.WriteString("name", $"{record.Kind} {subject}");
        json.WriteString("ph", "i");
        json.WriteString("s", "t");
        WritePlace(json, record);
        json.WriteStartObject("args");
        json.WriteString("reason", record.Kind == TraceKind.GuestExit ? ((ExitReason)record.Argument).ToString() : record.Reason.ToString());
        if (record.Kind == TraceKind.Migrate) json.WriteNumber("from", record.Argument);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, TraceRecord record)
    {
        json.WriteNumber("pid", HostPid);
        json.WriteNumber("tid", record.Cpu);
        json.WriteNumber("ts", record.AtNs / 1000.0);
    }
}
