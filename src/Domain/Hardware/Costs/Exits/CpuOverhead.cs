namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>How often one vCPU exits for one reason, and what that costs.</summary>
public readonly record struct ExitRate(ExitReason Reason, double PerSecond);

/// <summary>Sections 7.1 to 7.4: the price of leaving the guest.</summary>
public static class CpuOverhead
{
    /// <summary>Fraction of one core that exits take: <c>Σ f_r C(r) / F</c>, F in GHz.</summary>
    public static double Fraction(ExitTable table, ReadOnlySpan<ExitRate> rates, double ghz)
    {
        var cycles = 0.0;
        foreach (ref readonly var rate in rates) cycles += rate.PerSecond * table.Cycles(rate.Reason);
        return cycles / (ghz * 1e9);
    }

    /// <summary>The same for one rate and an explicit cost.</summary>
    public static double Fraction(double perSecond, double cycles, double ghz) => perSecond * cycles / (ghz * 1e9);

    /// <summary>Speed of the guest relative to running alone on bare metal: <c>1/(1 + exits + tlb + steal)</c>.</summary>
    public static double GuestSpeed(double exits, double tlb, double steal) => 1 / (1 + exits + tlb + steal);

    /// <summary>
    /// An exit that ends in the VMM's user space: hardware and kernel part, the return of the ioctl and its re-entry, the VMM's own work,
    /// and the disturbance of caches and predictors.
    /// </summary>
    public static double UserExitCycles(ExitTable table, double vmmCycles) =>
        table.Cycles(ExitReason.Null) + ExitConstants.RunIoctlCycles + vmmCycles + ExitConstants.PollutionCycles;

    /// <summary>Cycles of each of <paramref name="operations"/> paravirtual operations that share one hypercall.</summary>
    public static double BatchedHypercallCycles(ExitTable table, int operations, double workCycles) =>
        (table.Cycles(ExitReason.Hypercall) / operations) + workCycles;

    /// <summary>Exits needed to interrupt this many vCPUs with KVM's multi-destination hypercall.</summary>
    public static int IpiExits(int destinations) => (int)Math.Ceiling(destinations / ExitConstants.IpiBatch.Value);

    /// <summary>
    /// An exit of a guest inside a guest: the outer hypervisor forwards it, and every access of the inner one exits again.
    /// With <paramref name="enlightened"/> control structures in shared memory most of those disappear.
    /// </summary>
    public static double NestedLightCycles(ExitTable table, bool enlightened) => table.Cycles(ExitReason.NestedLight)
        * (enlightened ? ExitConstants.NestedEnlightenedCycles / ExitConstants.NestedPlainCycles : 1);
}
