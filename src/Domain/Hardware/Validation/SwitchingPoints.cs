using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Hardware.Costs.Threads;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V01 to V09: processes, threads, context switches.</summary>
internal static class SwitchingPoints
{
    private const double KiB = 1024;

    private static HardwareProfile Xeon2007 => HardwareProfiles.Get("xeon-2007-2s");

    private static HardwareProfile Milan => HardwareProfiles.Get("epyc-7763-2s");

    private static ClockTick Tick => ClockTick.Of(CacheRefill.Steps(Xeon2007, 1, 150), 512 * KiB, SwitchConstants.SequentialOverlap);

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V01", "The 2007 Xeon with a 16 KiB handler, a sort that fills the L2 and eight overlapped misses. The paper gives none of the three: over working sets of 128 to 512 KiB, 4 or 8 overlapped misses and handlers of 8 or 16 KiB the model says 0.16 to 1.01 %, and 5 of those 16 combinations are in the band. Linearity is built into the formula.",
        [
            Fit("overhead at 1000 Hz", 1.0, 0.5, 1.5, "%", () => Tick.Overhead(1000) * 100),
            Fit("overhead at 1000 Hz over 250 Hz", 4, 3.96, 4.04, "ratio", () => Tick.Overhead(1000) / Tick.Overhead(250)),
            Fit("indirect share", 0.85, 0, 0.85, "fraction", () => Tick.IndirectShare),
        ]),
        new("V02", "The direct-cost constants are cycles of today's cores and kernels. NetBurst took several times as many for entering the kernel and loading CR3, and ran the O(1) scheduler; the sheet gives no numbers for it, and a scale factor would be fitted to this very point.",
            [Predict("direct cost, process switch with TLB flush", 3.8, "µs", 0.2, () => Direct2007Ns / 1000)]),
        new("V03", "Weak memory; shown for the order of the three regimes. The model charges refills once per switch and reproduces their order.",
        [
            PredictRange("both working sets fit L2 (200 KiB)", 4.2, 2.1, 17.4, "µs", () => Total2007Us(200 * KiB)),
            PredictRange("one fits (400 KiB)", 38.6, 19.3, 406, "µs", () => Total2007Us(400 * KiB)),
            PredictRange("exceeds (2 MiB)", 175, 87, 2992, "µs", () => Total2007Us(2048 * KiB)),
        ]),
        new("V04", "Our own measurement on a loaded VM: shape only.",
            [PredictRange("cost at 4 MB over cost at 4 KB", 15 / 2.6, 1.5, 100, "ratio", () => TotalMilanUs(4e6) / TotalMilanUs(4e3))]),
        new("V05", "Our own measurement on a loaded VM, with the wake-up path in it.",
            [PredictRange("kernel over user-level switch", 107, 20, 110, "ratio", () => ThreadModels.SwitchNs(ThreadModel.Kernel, Milan.Clock) / ThreadModels.SwitchNs(ThreadModel.UserLevel, Milan.Clock))]),
        new("V06", "The table's times are constants of the Firefly profile.",
        [
            Given("kernel threads over user-level threads", 27.9, "ratio", () => ThreadConstants.FireflyKernelForkUs / ThreadConstants.FireflyUserForkUs, 0.05),
            Given("processes over user-level threads", 332, "ratio", () => ThreadConstants.FireflyProcessForkUs / ThreadConstants.FireflyUserForkUs, 0.05),
        ]),
        new("V07", "The table's times are constants of the Firefly profile.",
        [
            Given("kernel threads over user-level threads", 11.9, "ratio", () => ThreadConstants.FireflyKernelSignalUs / ThreadConstants.FireflyUserSignalUs, 0.05),
            Given("processes over user-level threads", 49.7, "ratio", () => ThreadConstants.FireflyProcessSignalUs / ThreadConstants.FireflyUserSignalUs, 0.05),
        ]),
        new("V08", "Fork and exec from a parent of 10 MiB, a program that touches 200 pages. The unikernel's time is a constant.",
        [
            Predict("fork, exec and wait", 1.0, "ms", 0.5, () => TaskCreation.SpawnUs(10 * ModelUnits.MiB, 200) / 1000),
            Given("unikernel boot", 2.3, "ms", () => BootConstants.UnikernelMs, 0.1),
        ]),
        new("V09", "", [Given("CR3 write", 100, "cycles", () => SwitchConstants.Cr3Cycles), GivenRange("loss of global pages", 0.01, 0, 0.01, "fraction", () => SwitchConstants.GlobalPageLoss)]),
    ];

    private static double Direct2007Ns
    {
        get
        {
            var entries = TlbRefill.LostEntries(Xeon2007.Paging.TagsProcesses, Xeon2007.Tlb.LastLevel4K, 64, 64);
            return ContextSwitch.DirectNs(Xeon2007.Clock, new(SameAddressSpace: false))
                + Xeon2007.Clock.ToNs(TlbRefill.CostCycles(entries, Xeon2007.Tlb.L1MissCycles, Xeon2007.Tlb.Walkers));
        }
    }

    private static double Total2007Us(double workingSet) =>
        (Direct2007Ns + CacheRefill.CostNs(CacheRefill.Steps(Xeon2007, 1, 150), Replacement.LeastRecentlyUsed, workingSet, workingSet, SwitchConstants.StridedOverlap)) / 1000;

    private static double TotalMilanUs(double workingSet) => (ContextSwitch.DirectNs(Milan.Clock, new(SameAddressSpace: false))
        + CacheRefill.CostNs(CacheRefill.Steps(Milan, 1, 105), Replacement.Random, workingSet, workingSet, SwitchConstants.SequentialOverlap)) / 1000;
}
