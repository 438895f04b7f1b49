namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>What decides the direct cost of a switch.</summary>
/// <param name="SameAddressSpace">The next task shares the memory map: a thread switch.</param>
/// <param name="PageTableIsolation">The kernel has page tables of its own (Meltdown mitigation).</param>
/// <param name="WideVectors">The tasks use AVX-512.</param>
/// <param name="Barrier">The tasks ask to be fenced from each other's branch predictions.</param>
public readonly record struct SwitchConditions(bool SameAddressSpace, bool PageTableIsolation = false, bool WideVectors = false, bool Barrier = false);

/// <summary>Direct cost of one switch, cycles, by part. <see cref="Total"/> is their sum.</summary>
public readonly record struct DirectSwitchCost(double Mode, double Scheduler, double Registers, double Fpu, double AddressSpace, double Barrier)
{
    /// <summary>All parts, cycles.</summary>
    public double Total => Mode + Scheduler + Registers + Fpu + AddressSpace + Barrier;
}

/// <summary>Section 2.2: <c>C_direct = c_mode + c_sched + c_regs + c_fpu + [mm differs](c_cr3 + c_mmacct) + [mitigation] c_ibpb</c>.</summary>
public static class ContextSwitch
{
    /// <summary>The direct cost under these conditions.</summary>
    public static DirectSwitchCost Direct(in SwitchConditions conditions) => new(
        SwitchConstants.ModeCycles + (conditions.PageTableIsolation ? 2 * SwitchConstants.Cr3Cycles : 0),
        SwitchConstants.SchedulerCycles,
        SwitchConstants.RegisterCycles,
        conditions.WideVectors ? SwitchConstants.FpuAvx512Cycles : SwitchConstants.FpuAvx2Cycles,
        conditions.SameAddressSpace ? 0 : SwitchConstants.Cr3Cycles + SwitchConstants.MemoryMapCycles,
        conditions.Barrier ? SwitchConstants.BarrierCycles : 0);

    /// <summary>The direct cost in nanoseconds at the all-core clock.</summary>
    public static double DirectNs(CoreClock clock, in SwitchConditions conditions) => clock.ToNs(Direct(conditions).Total);
}
