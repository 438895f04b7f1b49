using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Constants of section 7.6: spinning, pause-loop exiting, paravirtual locks and halt polling.</summary>
public static class SpinConstants
{
    private const string Kvm = "Linux arch/x86/kvm/x86.h";
    private static readonly ConstantSection S = new("7.6 Lock-holder preemption, PLE, halt polling");

    public static readonly ModelConstant PleGap = S.Add("spin.ple-gap", 128, "cycles", Confirmed, Kvm);
    public static readonly ModelConstant PleWindow = S.Add("spin.ple-window", 4096, "cycles", Confirmed, Kvm);
    public static readonly ModelConstant PleGrow = S.Add("spin.ple-grow", 2, "factor", Confirmed, Kvm);
    public static readonly ModelConstant SvmPauseCount = S.Add("spin.svm-pause-count", 3000, "pauses", Confirmed, Kvm);
    public static readonly ModelConstant PvSpins = S.Add("spin.pv-spins", 32_768, "iterations", RecalledStrong, "Linux SPIN_THRESHOLD before a paravirtual lock halts");
    public static readonly ModelConstant HoldUs = S.Add("spin.hold", 2, "µs", Engineering, "most spin locks are held for less than 2^12 cycles (Xen commit b67758cd)");
    public static readonly ModelConstant LockRateKernel = S.Add("spin.lock-rate-kernel", 20_000, "1/s", Engineering, "kernel-heavy load per vCPU");
    public static readonly ModelConstant LockRateCompute = S.Add("spin.lock-rate-compute", 1000, "1/s", Engineering, "computing load per vCPU");
    public static readonly ModelConstant PollStartUs = S.Add("halt-poll.start", 10, "µs", Confirmed, "Linux Documentation/virt/kvm/halt-polling.rst");
    public static readonly ModelConstant PollGrow = S.Add("halt-poll.grow", 2, "factor", Confirmed, "Linux Documentation/virt/kvm/halt-polling.rst");
    public static readonly ModelConstant PollShrink = S.Add("halt-poll.shrink", 0, "factor", Confirmed, "Linux Documentation/virt/kvm/halt-polling.rst");
    public static readonly ModelConstant PollMaxUs = S.Add("halt-poll.max", 200, "µs", RecalledStrong, "KVM_HALT_POLL_NS_DEFAULT on x86");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
