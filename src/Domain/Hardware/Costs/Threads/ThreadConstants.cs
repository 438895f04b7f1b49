using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Threads;

/// <summary>Constants of section 3: user-level against kernel threads.</summary>
public static class ThreadConstants
{
    private static readonly ConstantSection S = new("3 User-level vs kernel threads");

    public static readonly ModelConstant UserSwitchNs = S.Add("threads.user.switch", 25, "ns", Engineering, "registers only; 20.6 ns measured, 590 ns with swapcontext's system call, reference VM");
    public static readonly ModelConstant UserCreateNs = S.Add("threads.user.create", 100, "ns", Engineering, "a stack from a pool and a control block");
    public static readonly ModelConstant KernelCreateUs = S.Add("threads.kernel.create", 10, "µs", Engineering, "10 to 25 µs; see process.thread-create");
    public static readonly ModelConstant ParkNs = S.Add("threads.mn.park", 100, "ns", Engineering, "park and unpark in user space, 50 to 200 ns");
    public static readonly ModelConstant ManyCreateUs = S.Add("threads.mn.create", 1, "µs", Engineering, "growable stack of 2 to 4 KiB");
    public static readonly ModelConstant PreemptMs = S.Add("threads.mn.preempt", 10, "ms", RecalledStrong, "Go sysmon forces preemption after 10 ms");
    public static readonly ModelConstant SpawnCarrierUs = S.Add("threads.mn.spawn-carrier", 20, "µs", Recalled, "Go hands a processor off when a carrier has been blocked this long");
    public static readonly ModelConstant FireflyUserForkUs = S.Add("threads.firefly.fork.user", 34, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");
    public static readonly ModelConstant FireflyKernelForkUs = S.Add("threads.firefly.fork.kernel", 948, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");
    public static readonly ModelConstant FireflyProcessForkUs = S.Add("threads.firefly.fork.process", 11_300, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");
    public static readonly ModelConstant FireflyUserSignalUs = S.Add("threads.firefly.signal.user", 37, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");
    public static readonly ModelConstant FireflyKernelSignalUs = S.Add("threads.firefly.signal.kernel", 441, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");
    public static readonly ModelConstant FireflyProcessSignalUs = S.Add("threads.firefly.signal.process", 1840, "µs", Secondary, "Anderson et al., Scheduler Activations, TOCS 1992, Table I");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
