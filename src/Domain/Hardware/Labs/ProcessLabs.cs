using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Hardware.Costs.Threads;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 1 to 9: processes, threads and the context switch.</summary>
internal static class ProcessLabs
{
    private const double MiB = ModelUnits.MiB;

    private static CoreClock Clock => LabScale.Host.Clock;

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(1, "process-creation", "Process or thread?", "L1 process vs thread",
            "A thread shares the memory of its process; fork copies the page tables. Watch creation time as the parent grows.",
            "t_fork = t0 + c_pte · RSS/4096;  t_thread = constant",
            [new("perPage", "cost per page", "µs", SwitchConstants.ForkPerPageUs, 0.01, 1)],
            k => new(new("memory of the parent", "MiB", true), new("creation time", "µs", true),
            [
                LabSeries.Over("thread", LabScale.Doubling(1, 1024), _ => TaskCreation.ThreadUs),
                LabSeries.Over("process", LabScale.Doubling(1, 1024), mib => SwitchConstants.ForkUs + (k["perPage"] * mib * MiB / ModelUnits.PageBytes)),
            ]),
            [new("a thread costs the same whatever the memory", r => r["thread"].Max == r["thread"].Min), new("fork is linear in memory", r => Math.Abs((r["process"].Last - SwitchConstants.ForkUs) / (r["process"].At(512) - SwitchConstants.ForkUs) - 2) < 0.01)]),
        new(2, "ipc", "Talking to the neighbour", "L1 inter-process communication",
            "A pipe needs the kernel and a switch; shared memory needs the cache line and a lock. More threads fight for the same lock.",
            "pipe = 2 calls + switch + copies;  shared = lines · t_line + lock + waiters · t_line",
            [new("size", "message size", "bytes", 64, 1, 1e6), new("line", "line transfer", "ns", 107, 10, 400)],
            k => new(new("threads", ""), new("time per message", "ns", true),
            [
                LabSeries.Over("pipe", LabScale.Whole(1, 16), _ => Messaging.PipeNs(Clock, k["size"], sameAddressSpace: false)),
                LabSeries.Over("socket", LabScale.Whole(1, 16), _ => Messaging.SocketNs(Clock, k["size"])),
                LabSeries.Over("shared memory", LabScale.Whole(1, 16), n => Messaging.SharedMemoryNs(k["size"], k["line"], (int)n)),
            ]),
            [new("shared memory is far faster alone", r => r["shared memory"].First * 5 < r["pipe"].First), new("contention raises it", r => r["shared memory"].Rises && r["shared memory"].Last > 3 * r["shared memory"].First)]),
        new(3, "context-switch", "What a switch costs directly", "L2 direct cost of a context switch",
            "Registers, scheduler, kernel entry, FPU state; a process switch adds the page-table register. Toggle the mitigations.",
            "C = c_mode + c_sched + c_regs + c_fpu + [mm differs](c_cr3 + c_mm) + [barrier] c_ibpb",
            [LabKnob.Switch("pti", "page-table isolation", false), LabKnob.Switch("avx512", "AVX-512 state", false), LabKnob.Switch("barrier", "branch barrier", false)],
            k => new(LabAxis.Of("switch", "thread", "process"), new("cycles", ""), [.. Parts(ContextSwitch.Direct(new(true, k.On("pti"), k.On("avx512"), k.On("barrier"))), ContextSwitch.Direct(new(false, k.On("pti"), k.On("avx512"), k.On("barrier"))))]),
            [new("with tags the difference is below 15 %", r => r.Series.Sum(s => s.Last) < 1.15 * r.Series.Sum(s => s.First)), new("the scheduler is the largest part", r => r["scheduler"].First > r.Series.Sum(s => s.First) / 2)]),
        new(4, "cache-refill", "What a switch costs afterwards", "L3 indirect cost of a context switch",
            "Two tasks alternate; each has to fetch again what the other evicted. The curve is flat while both fit, steep until the last level is full, and falls when running on would miss anyway.",
            "C = Σ lost_i (Lat_i+1 − Lat_i)/MLP,  lost = W (1 − e^(−X/S))/64",
            [new("overlap", "overlapped misses", "", 4, 1, 16), new("share", "share of the last level", "fraction", 1, 0.05, 1)],
            k => new(new("working set", "KiB", true), new("cost of a switch", "µs", true), [LabSeries.Over("direct + indirect", LabScale.Doubling(4, 262_144), kib =>
                (ContextSwitch.DirectNs(Clock, new(false)) + CacheRefill.ExtraNs(CacheRefill.Steps(LabScale.Host, k["share"], 105), Replacement.Random, kib * 1024, kib * 1024, k["overlap"])) / 1000)]),
            [new("small sets cost little more than the switch", r => r.Series[0].First < 2), new("it peaks near the last level", r => r.Series[0].Peak is >= 8192 and <= 65_536), new("and falls beyond", r => r.Series[0].Last < r.Series[0].Max / 5)]),
        new(5, "lru-picture", "The lecture's picture (a), (b), (c)", "L3 indirect cost: LRU",
            "A cache of four blocks holds A, B, C, D. Another task touches some blocks; then D is accessed again.",
            "position in the LRU stack grows with every other block touched",
            [LabKnob.Count("others", "blocks the other task touches", "blocks", 2, 0, 8)],
            k => new(new("access", ""), new("misses so far", ""), [Lru(k.Count("others"))]),
            [new("D survives two foreign blocks: the last access hits", r => r.Series[0].Last == r.Series[0].Points[^2].Y)]),
        new(6, "tlb-tags", "Flush or tag", "L4 TLB flush and address-space tags",
            "Without tags every switch empties the TLB. Linux keeps tags for the last six address spaces of a processor.",
            "flush: lost = E;  tags: lost = E (1 − e^(−X/E)) up to 6 address spaces, then E",
            [LabKnob.Count("pages", "working set", "pages", 512, 1, 4096), LabKnob.Count("others", "pages others touch", "pages", 0, 0, 4096)],
            k => new(new("address spaces", ""), new("entries lost per switch", ""),
            [
                LabSeries.Over("flush", LabScale.Whole(1, 12), _ => TlbRefill.LostEntries(tagged: false, LabScale.Host.Tlb.LastLevel4K, k["pages"], k["others"])),
                LabSeries.Over("tags", LabScale.Whole(1, 12), n => TlbRefill.LostEntries(TlbRefill.KeepsTag(LabScale.Host.Paging, (int)n), LabScale.Host.Tlb.LastLevel4K, k["pages"], k["others"])),
            ]),
            [new("flushing always loses everything", r => r["flush"].Min == r["flush"].Max && r["flush"].Max > 0), new("six tags lose nothing, the seventh everything", r => r["tags"].At(6) == 0 && r["tags"].At(7) == r["flush"].Last)]),
        new(7, "clock-tick", "The clock interrupt", "L5 direct and indirect cost of an interrupt",
            "Every tick runs a handler and dirties the cache. Overhead is a straight line in the tick rate; most of it is indirect.",
            "overhead = HZ (t_direct + t_indirect)",
            [new("workingSet", "working set", "KiB", 512, 1, 65_536), new("overlap", "overlapped misses", "", 8, 1, 16)],
            k => new(new("tick rate", "Hz"), new("overhead", "%"), Tick(k)),
            [new("a straight line", r => Math.Abs((r["total"].At(1000) / r["total"].At(250)) - 4) < 0.01), new("0.5 to 1.5 % at 1000 Hz", r => r["total"].At(1000) is >= 0.5 and <= 1.5), new("mostly indirect", r => r["direct"].Last < r["total"].Last / 2)]),
        new(8, "thread-models", "Who blocks whom", "L6 user-level and kernel threads",
            "Eight threads compute and wait for I/O. User-level threads wait together; kernel threads and M:N overlap.",
            "N:1: 1/(S_c + S_io);  1:1 and M:N: closed network",
            [LabKnob.Count("threads", "threads", "", 8, 1, 64), new("cpu", "computing", "ms", 1, 0.01, 100), new("io", "I/O", "ms", 9, 0, 1000), LabKnob.Count("processors", "processors", "", 1, 1, 64)],
            k => new(LabAxis.Of("model", "N:1", "1:1", "M:N"), new("throughput", "1/s"), [LabSeries.Bars("throughput",
                [.. Enum.GetValues<ThreadModel>().Select(m => ThreadModels.Throughput(m, k.Count("threads"), k["cpu"] / 1000, k["io"] / 1000, k.Count("processors"), Clock))])]),
            [new("N:1 reaches 100 per second", r => Math.Abs(r.Series[0].First - 100) < 1), new("the others 711", r => Math.Abs(r.Series[0].At(1) - 711) < 4 && Math.Abs(r.Series[0].At(2) - 711) < 4)]),
        new(9, "one-to-one", "Everything is a task", "L7 Linux task_struct",
            "Threads and processes are both tasks, and pids.max counts tasks. Fork on until the kernel says EAGAIN.",
            "tasks ≤ pids.max, whatever kind",
            [LabKnob.Count("limit", "pids.max", "tasks", 10, 1, 1000)],
            k => new(new("attempt", ""), new("tasks", ""), [Forks(k.Count("limit"))]),
            [new("the eleventh attempt fails", r => r.Series[0].At(10) == 10 && r.Series[0].At(11) == 10)]),
    ];

    private static IEnumerable<LabSeries> Parts(DirectSwitchCost thread, DirectSwitchCost process) =>
    [
        LabSeries.Bars("mode", thread.Mode, process.Mode), LabSeries.Bars("scheduler", thread.Scheduler, process.Scheduler), LabSeries.Bars("registers", thread.Registers, process.Registers),
        LabSeries.Bars("FPU", thread.Fpu, process.Fpu), LabSeries.Bars("address space", thread.AddressSpace, process.AddressSpace), LabSeries.Bars("barrier", thread.Barrier, process.Barrier),
    ];

    private static LabSeries Lru(int others)
    {
        var cache = new LruStack(4);
        var accesses = "ABCD" + "PQRSTUVW"[..others] + "D";
        return new("misses", [.. accesses.Select((block, i) =>
        {
            cache.Touch(block);
            return new LabPoint(i + 1, cache.Misses);
        })]);
    }

    private static LabSeries[] Tick(LabSettings k)
    {
        var tick = ClockTick.Of(CacheRefill.Steps(HardwareProfiles.Get("xeon-2007-2s"), 1, 150), k["workingSet"] * 1024, k["overlap"]);
        double[] rates = [100, 250, 500, 1000];
        return [LabSeries.Over("total", rates, hz => tick.Overhead(hz) * 100), LabSeries.Over("direct", rates, hz => hz * tick.DirectUs / 1e4)];
    }

    private static LabSeries Forks(int limit)
    {
        var group = new TaskLimit(null, limit);
        return LabSeries.Over("tasks", LabScale.Whole(1, limit + 5), _ =>
        {
            group.TryFork();
            return group.Current;
        });
    }
}
