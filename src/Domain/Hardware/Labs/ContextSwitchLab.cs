using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 3: the parts of one switch, with what it leaves behind.</summary>
internal static class ContextSwitchLab
{
    private static readonly string[] Switches = ["thread", "process", "thread, through a pipe", "process, through a pipe"];

    public static Lab Lab { get; } = new(3, "context-switch", "What a switch costs", "L2 direct cost of a context switch",
        "Kernel entry, scheduler, registers, FPU state; a process switch adds the page-table register and, on a processor without tags, an empty TLB. Toggle mitigations and tags. "
        + "As a program measures it, with the pipe calls that wake the other, threads and processes hardly differ. A working set adds the indirect cost.",
        "C = c_mode + c_sched + c_regs + c_fpu + [mm differs](c_cr3 + c_mm) + [barrier] c_ibpb;  then TLB and cache refill",
        [
            LabKnob.Switch("pti", "page-table isolation", false), LabKnob.Switch("tags", "address-space tags (PCID)", true), LabKnob.Switch("avx512", "AVX-512 state", false), LabKnob.Switch("barrier", "branch barrier", false),
            new("workingSet", "working set of each", "KiB", 64, 0, 65_536), new("share", "share of the last level", "fraction", 1, 0.05, 1),
        ],
        k => new(LabPlot.Stacked("", LabAxis.Of("switch", Switches), new("cycles", "cycles"), Parts(k))),
        [
            new("threads and processes differ by less than 10 % through a pipe, with tags", r => Total(r, 3) - Refill(r, 3) < 1.1 * (Total(r, 2) - Refill(r, 2))),
            new("the scheduler is the largest direct part", r => r["scheduler"].First > (Total(r, 0) - Refill(r, 0)) / 2),
            new("a switch alone takes 0.6 to 1.1 µs", r => Total(r, 1) - Refill(r, 1) is > 0.6 * 3100 and < 1.1 * 3100),
        ]);

    private static LabSeries[] Parts(LabSettings k)
    {
        DirectSwitchCost thread = Direct(k, same: true), process = Direct(k, same: false);
        var pipe = LabScale.Host.Clock.ToCycles(SwitchConstants.PipeUs * 1000);
        double shared = 0, own = Cache(k), tlb = Tlb(k);
        LabSeries Part(string name, Func<DirectSwitchCost, double> part) => LabSeries.Bars(name, part(thread), part(process), part(thread), part(process));
        return
        [
            Part("mode", d => d.Mode), Part("scheduler", d => d.Scheduler), Part("registers", d => d.Registers), Part("FPU", d => d.Fpu), Part("address space", d => d.AddressSpace), Part("barrier", d => d.Barrier),
            LabSeries.Bars("pipe calls", 0, 0, pipe, pipe), LabSeries.Bars("TLB refill", shared, tlb, shared, tlb), LabSeries.Bars("cache refill", shared, own, shared, own),
        ];
    }

    private static DirectSwitchCost Direct(LabSettings k, bool same) => ContextSwitch.Direct(new(same, k.On("pti"), k.On("avx512"), k.On("barrier")));

    private static double Pages(LabSettings k) => Math.Ceiling(k["workingSet"] * 1024 / ModelUnits.PageBytes);

    // Threads of one process find their data warm; two processes evict each other.
    private static double Cache(LabSettings k) => LabScale.Host.Clock.ToCycles(CacheRefill.ExtraNs(
        CacheRefill.Steps(LabScale.Host, k["share"], 105), Replacement.Random, k["workingSet"] * 1024, k["workingSet"] * 1024, SwitchConstants.StridedOverlap));

    private static double Tlb(LabSettings k)
    {
        var lost = TlbRefill.LostEntries(k.On("tags"), LabScale.Host.Tlb.LastLevel4K, Pages(k), Pages(k));
        return TlbRefill.CostCycles(lost, PagingConstants.NativeReferences * PagingConstants.TypicalPteCycles, LabScale.Host.Tlb.Walkers);
    }

    private static double Total(LabResult r, int at) => r.Series.Sum(series => series.At(at));

    private static double Refill(LabResult r, int at) => r["TLB refill"].At(at) + r["cache refill"].At(at);
}
