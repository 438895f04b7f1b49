using System.Runtime.Versioning;

namespace Cloud.Cli.Calibration;

/// <summary>Measures the machine it runs on, as far as a .NET program honestly can, within a budget.</summary>
[SupportedOSPlatform("linux")]
internal static class MachineProbe
{
    private const long LargestWalk = 256L << 20;
    private const int ClockRounds = 2_000_000;
    private const int CyclesPerRound = 4;
    private const double CrowdedLoad = 0.5;

    public static MachineMeasures Run(TimeSpan budget, CancellationToken cancel)
    {
        // On a thread of its own: pinning must not outlive the measurement.
        MachineMeasures? measures = null;
        Exception? fault = null;
        var runner = new Thread(() =>
        {
            try
            {
                measures = Measure(budget, cancel);
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        });
        runner.Start();
        runner.Join();
        if (fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        return measures!;
    }

    private static MachineMeasures Measure(TimeSpan budget, CancellationToken cancel)
    {
        var all = MemoryProbe.ReadGBs(budget * 0.06, Environment.ProcessorCount, cancel);
        var pinned = Libc.Pin(0, 0);
        var (small, pipe) = (budget * 0.04, SwitchProbe.PipeNs(budget * 0.04, cancel));
        return new MachineMeasures
        {
            Processors = Environment.ProcessorCount,
            MemoryMib = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
            ClockGhz = ClockGhz(small, cancel),
            SyscallNs = SwitchProbe.SyscallNs(small, cancel),
            PipeNs = pipe,
            ThreadSwitchNs = SwitchProbe.ThreadSwitchNs(budget * 0.08, pipe, cancel),
            ProcessSwitchNs = SwitchProbe.ProcessSwitchNs(budget * 0.08, pipe, cancel),
            FaultNs = MemoryProbe.FaultNs(small, cancel),
            Caches = MemoryProbe.Caches(budget * 0.35, LargestWalk, cancel),
            Pages = MemoryProbe.Pages(budget * 0.2, cancel),
            OneThreadGBs = MemoryProbe.ReadGBs(small, 1, cancel),
            AllThreadsGBs = all,
            Reservations = [.. Reservations(pinned)],
        };
    }

    /// <summary>A chain of multiply and add takes four cycles on every core of the last ten years.</summary>
    private static double ClockGhz(TimeSpan budget, CancellationToken cancel)
    {
        var value = 1UL;
        var ns = Repeat.NsPerOperation(budget, ClockRounds, () =>
        {
            var chain = value;
            for (var round = 0; round < ClockRounds; round++) chain = (chain * 6364136223846793005UL) + 1;
            value = chain;
        }, cancel);
        return value == 0 ? 0 : CyclesPerRound / ns;
    }

    private static IEnumerable<string> Reservations(bool pinned)
    {
        if (!pinned) yield return "threads could not be pinned: switches may be wake-ups on another processor";
        if (ReadOrEmpty("/proc/cpuinfo").Contains(" hypervisor", StringComparison.Ordinal))
            yield return "this is a virtual machine: caches and memory are shared with neighbours, page walks are nested, and the topology is what the hypervisor shows";
        var load = ReadOrEmpty("/proc/loadavg").Split(' ')[0];
        if (double.TryParse(load, System.Globalization.CultureInfo.InvariantCulture, out var running) && running > Environment.ProcessorCount * CrowdedLoad)
            yield return $"the machine is busy (load {load} on {Environment.ProcessorCount} processors): the quietest of many batches is shown, and bandwidth and the last level are still too low";
        yield return "the clock is estimated from a chain of multiplications, so it is the clock under this load";
        yield return "a process switch includes what the echoing child does beyond the switch: an upper bound";
        yield return "exit costs, NUMA distances, line transfers, power, and devices cannot be measured from here: they are copied from the base profile and marked E";
    }

    private static string ReadOrEmpty(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
