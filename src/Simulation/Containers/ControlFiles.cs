using System.Globalization;
using Cloud.ControlPlane.Hosts.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>What the files of a group are made from.</summary>
/// <param name="Written">What was written.</param>
/// <param name="Meter">What the live model counted.</param>
/// <param name="CacheBytes">Page cache of container files that it is charged for.</param>
/// <param name="Members">Process numbers on the host.</param>
/// <param name="Tasks">Tasks.</param>
/// <param name="Cpus">Threads that it may use, as a list.</param>
/// <param name="Mems">NUMA nodes that it may use, as a list.</param>
internal sealed record ControlFacts(
    ControlSettings Written, ContainerMeter Meter, long CacheBytes, IReadOnlyList<int> Members, int Tasks, string Cpus, string Mems);

/// <summary>The files of a container's control group (version 2) with their values of this moment.</summary>
internal static class ControlFiles
{
    /// <summary>Bytes of kernel stack per task. Source: THREAD_SIZE of Linux on x86-64; confidence: C.</summary>
    private const long StackBytes = 16_384;

    /// <summary>The files that can be written here.</summary>
    public static IReadOnlyList<string> Writable { get; } = ["cpu.max", "cpu.weight", "io.max", "io.weight", "memory.high", "memory.max", "memory.oom.group", "pids.max"];

    public static IReadOnlyList<ControlFile> All(ControlFacts at) => [.. Core(at), .. Cpu(at), .. InputOutput(at), .. Memory(at), .. Pids(at)];

    private static IEnumerable<ControlFile> Core(ControlFacts at) =>
    [
        Read("cgroup.controllers", "cpuset cpu io memory pids", "controllers that the parent enables here"),
        Read("cgroup.events", $"populated {(at.Members.Count > 0 ? 1 : 0)}\nfrozen 0", "whether it has processes, and whether they are frozen"),
        Read("cgroup.procs", string.Join('\n', at.Members), "its processes, by their numbers on the host"),
        Read("cgroup.type", "domain", "an ordinary group"),
    ];

    private static IEnumerable<ControlFile> Cpu(ControlFacts at)
    {
        var (written, meter) = (at.Written, at.Meter);
        var periods = written.QuotaUs is null ? 0 : meter.UptimeSeconds * 1e6 / written.PeriodUs;
        return
        [
            Write("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{ControlText.Max(written.QuotaUs)} {written.PeriodUs}"), "quota and period, µs: it runs so long in every period, all its threads together"),
            Read("cpu.pressure", ControlText.Pressure(meter.CpuPressure, default), "share of time, %, in which a task waited for a processor"),
            Read("cpu.stat", string.Join('\n', "usage_usec " + ControlText.Micro(meter.CpuSeconds), "nr_periods " + ControlText.Number(periods),
                "nr_throttled " + ControlText.Number(Math.Min(periods, meter.ThrottledPeriods)), "throttled_usec " + ControlText.Micro(meter.ThrottledSeconds)), "time used, and time stood still because the quota was used up"),
            Write("cpu.weight", ControlText.Number(written.Weight), "share against its siblings when processors are short"),
            Read("cpuset.cpus.effective", at.Cpus, "hardware threads that it may run on"),
            Read("cpuset.mems.effective", at.Mems, "NUMA nodes that its memory may be on"),
        ];
    }

    private static IEnumerable<ControlFile> InputOutput(ControlFacts at)
    {
        var meter = at.Meter;
        return
        [
            Write("io.max", at.Written.Io.ToString(), "most bytes and operations per second of a drive"),
            Read("io.pressure", ControlText.Pressure(meter.IoPressure, meter.IoPressure), "share of time, %, in which a task waited for a drive"),
            Read("io.stat", $"{IoMax.Device} rbytes={ControlText.Number(meter.ReadBytes)} wbytes={ControlText.Number(meter.WriteBytes)} rios={ControlText.Number(meter.Reads)} wios={ControlText.Number(meter.Writes)} dbytes=0 dios=0", "what it read and wrote"),
            Write("io.weight", $"default {at.Written.IoWeight}", "share against its siblings when a drive is busy"),
        ];
    }

    private static IEnumerable<ControlFile> Memory(ControlFacts at)
    {
        var (written, meter) = (at.Written, at.Meter);
        var stack = at.Tasks * StackBytes;
        var current = Math.Min(meter.MemoryBytes + at.CacheBytes, written.MemoryMax ?? double.PositiveInfinity);
        var file = Math.Min(at.CacheBytes, current);
        return
        [
            Read("memory.current", ControlText.Number(current), "bytes charged to it"),
            Read("memory.events", $"low 0\nhigh {(written.MemoryHigh is { } limit && current > limit ? 1 : 0)}\nmax {meter.MemoryMaxEvents}\noom {meter.OomKills}\noom_kill {meter.OomKills}", "how often it met a limit, and how many processes that cost"),
            Write("memory.high", ControlText.Max(written.MemoryHigh), "above it tasks are slowed and reclaim; nothing is killed"),
            Write("memory.max", ControlText.Max(written.MemoryMax), "above it, when reclaim does not help, a process is killed"),
            Write("memory.oom.group", written.KillGroup ? "1" : "0", "1: when one is killed, all are"),
            Read("memory.pressure", ControlText.Pressure(meter.MemoryPressure, meter.MemoryPressure), "share of time, %, in which a task waited for memory"),
            Read("memory.stat", string.Join('\n', "anon " + ControlText.Number(Math.Max(0, current - file - stack)), "file " + ControlText.Number(file), "kernel_stack " + ControlText.Number(stack)), "of what its memory consists"),
            Read("memory.swap.current", ControlText.Number(meter.SwapBytes), "bytes of it on swap"),
            Read("memory.swap.max", "max", "most bytes of it on swap"),
        ];
    }

    private static IEnumerable<ControlFile> Pids(ControlFacts at) =>
    [
        Read("pids.current", ControlText.Number(at.Tasks), "tasks: processes and threads"),
        Write("pids.max", ControlText.Max(at.Written.PidsMax), "most tasks; a fork beyond it fails with EAGAIN"),
    ];

    private static ControlFile Read(string name, string value, string about) => new(name, value, Writable: false, about);

    private static ControlFile Write(string name, string value, string about) => new(name, value, Writable: true, about);
}
