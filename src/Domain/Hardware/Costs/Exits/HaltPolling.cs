namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Section 7.6: the host polls a while before it lets a halted vCPU sleep. State of one vCPU, microseconds.</summary>
public readonly record struct HaltPolling(double WindowUs)
{
    /// <summary>What one halt of <paramref name="idleUs"/> costs: latency added to the wake-up and processor time burned while polling.</summary>
    public (double WakeLatencyUs, double PolledUs, HaltPolling Next) Halt(double idleUs, bool otherRunnable)
    {
        if (otherRunnable) return (ExitConstants.WakeUs, 0, this);
        if (idleUs <= WindowUs) return (0, idleUs, this);
        return (ExitConstants.WakeUs, WindowUs, idleUs <= SpinConstants.PollMaxUs ? new(Grown) : new(WindowUs * SpinConstants.PollShrink));
    }

    private double Grown => Math.Min(SpinConstants.PollMaxUs, WindowUs <= 0 ? SpinConstants.PollStartUs : WindowUs * SpinConstants.PollGrow);
}
