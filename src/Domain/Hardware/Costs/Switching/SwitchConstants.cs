using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>Constants of section 2: processes, threads and the context switch.</summary>
public static class SwitchConstants
{
    private static readonly ConstantSection S = new("2 Processes, threads and the context switch");

    // 2.1 Process against thread.
    public static readonly ModelConstant ThreadCreateUs = S.Add("process.thread-create", 10, "µs", Engineering, "clone and join on bare metal; 21.9 µs measured on the reference VM");
    public static readonly ModelConstant ForkUs = S.Add("process.fork", 80, "µs", Engineering, "fork, exit and wait with small memory; 190 µs measured on the reference VM");
    public static readonly ModelConstant ForkPerPageUs = S.Add("process.fork-per-page", 0.05, "µs/page", Engineering, "copying and tearing down page tables; 0.24 µs measured on the reference VM");
    public static readonly ModelConstant ExecUs = S.Add("process.exec", 420, "µs", Derived, "fork, exec and wait of /bin/true 0.5 ms less process.fork");
    public static readonly ModelConstant MinorFaultUs = S.Add("process.minor-fault", 0.5, "µs", Engineering, "zero page of 4 KiB on bare metal; 2.0 µs measured on the reference VM");
    public static readonly ModelConstant KernelStackBytes = S.Add("process.kernel-stack", 16 * 1024, "bytes", RecalledStrong, "Linux x86-64 THREAD_SIZE");
    public static readonly ModelConstant TaskStructBytes = S.Add("process.task-struct", 9 * 1024, "bytes", Recalled, "sizeof(struct task_struct) on x86-64");
    public static readonly ModelConstant TouchedStackBytes = S.Add("process.touched-stack", 12 * 1024, "bytes", RecalledStrong, "touched part of an 8 MiB user stack");
    public static readonly ModelConstant PipeUs = S.Add("process.pipe", 0.78, "µs", Measured, "pipe write and read without a switch, reference VM");
    public static readonly ModelConstant SyscallNs = S.Add("process.syscall", 85, "ns", Recalled, "null system call on bare metal without PTI, 70 to 100 ns; 184 ns measured on the reference VM");
    public static readonly ModelConstant CopyGBs = S.Add("process.copy", 10, "GB/s", Derived, "copy of a message by one core");
    public static readonly ModelConstant LockNs = S.Add("process.lock", 20, "ns", Engineering, "uncontended atomic exchange and release");

    // 2.2 Direct cost of a switch.
    public static readonly ModelConstant ModeCycles = S.Add("switch.direct.mode", 250, "cycles", Engineering, "kernel entry and exit");
    public static readonly ModelConstant SchedulerCycles = S.Add("switch.direct.scheduler", 1500, "cycles", Engineering, "pick next, red-black tree, statistics");
    public static readonly ModelConstant RegisterCycles = S.Add("switch.direct.registers", 60, "cycles", Measured, "user-level register switch 20.6 ns = 63 cycles, reference VM");
    public static readonly ModelConstant FpuAvx2Cycles = S.Add("switch.direct.fpu-avx2", 200, "cycles", Engineering, "XSAVES and XRSTORS with AVX2 state");
    public static readonly ModelConstant FpuAvx512Cycles = S.Add("switch.direct.fpu-avx512", 400, "cycles", Engineering, "XSAVES and XRSTORS with AVX-512 state");
    public static readonly ModelConstant Cr3Cycles = S.Add("switch.direct.cr3", 100, "cycles", Confirmed, "Linux Documentation/x86/pti.rst: moves to CR3 are on the order of a hundred cycles");
    public static readonly ModelConstant MemoryMapCycles = S.Add("switch.direct.memory-map", 200, "cycles", Engineering, "mm accounting when the address space changes");
    public static readonly ModelConstant BarrierCycles = S.Add("switch.direct.ibpb", 4000, "cycles", RecalledWeak, "indirect branch prediction barrier between processes that ask for it");

    // 2.3 Indirect cost: cache.
    public static readonly ModelConstant SequentialOverlap = S.Add("switch.cache.mlp-sequential", 8, "misses", Engineering, "overlapped misses of a sequential or prefetched walk");
    public static readonly ModelConstant StridedOverlap = S.Add("switch.cache.mlp-strided", 4, "misses", Engineering, "overlapped misses of a strided walk");
    public static readonly ModelConstant PointerOverlap = S.Add("switch.cache.mlp-pointer", 1, "misses", Engineering, "a chain of pointers has one miss at a time");

    // 2.4 TLB.
    public static readonly ModelConstant DynamicTags = S.Add("switch.tlb.dynamic-tags", 6, "address spaces", RecalledStrong, "TLB_NR_DYN_ASIDS of Linux on x86");
    public static readonly ModelConstant FlushAbovePages = S.Add("switch.tlb.flush-above", 33, "pages", RecalledStrong, "tlb_single_page_flush_ceiling of Linux");
    public static readonly ModelConstant IpiCycles = S.Add("switch.tlb.ipi", 1000, "cycles", Engineering, "sending the shoot-down interrupt");
    public static readonly ModelConstant IrqCycles = S.Add("switch.tlb.irq", 700, "cycles", Engineering, "receiving the shoot-down interrupt");
    public static readonly ModelConstant InvalidateCycles = S.Add("switch.tlb.invlpg", 120, "cycles", Engineering, "invalidating one page");
    public static readonly ModelConstant GlobalPageLoss = S.Add("switch.tlb.pti-global-loss", 0.01, "fraction", Confirmed, "Linux Documentation/x86/pti.rst: losing global pages costs less than 1 %");

    // 2.5 Clock interrupt.
    public static readonly ModelConstant TickDirectUs = S.Add("switch.tick.direct", 1.0, "µs", Engineering, "the handler of one clock interrupt");
    public static readonly ModelConstant TickFootprintBytes = S.Add("switch.tick.footprint", 16 * 1024, "bytes", Engineering, "cache footprint of the handler, 8 to 16 KiB");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
