namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>Section 2.4: translations that have to be walked again after a switch, and the price of shooting them down.</summary>
public static class TlbRefill
{
    /// <summary>
    /// Entries lost. Tagged entries (PCID, ASID, VPID) survive unless evicted by the <paramref name="otherPages"/> of others:
    /// <c>min(Wp, E)(1 − exp(−Xp/E))</c>; untagged ones are flushed: <c>min(Wp, E)</c>.
    /// </summary>
    public static double LostEntries(bool tagged, double entries, double pages, double otherPages) =>
        Math.Min(pages, entries) * (tagged ? 1 - Math.Exp(-otherPages / entries) : 1);

    /// <summary>Cost in cycles of walking the lost entries again with <paramref name="walkers"/> walks in flight.</summary>
    public static double CostCycles(double lostEntries, double walkCycles, double walkers) => lostEntries * walkCycles / walkers;

    /// <summary>Whether tags still help: Linux keeps the last six address spaces of a CPU, older ones are flushed.</summary>
    public static bool KeepsTag(PagingShape paging, int addressSpacesOnCpu) =>
        paging.TagsProcesses && addressSpacesOnCpu <= SwitchConstants.DynamicTags;

    /// <summary>Bytes that the translations cover.</summary>
    public static double ReachBytes(double entries, double pageBytes) => entries * pageBytes;

    /// <summary>
    /// A TLB shoot-down of <paramref name="pages"/> pages on the slowest target: <c>c_ipi + c_irq + n c_invlpg</c>; above 33 pages a
    /// full flush costs as much as one invalidation. <paramref name="descheduledNs"/> is the wait for a preempted target vCPU.
    /// </summary>
    public static double ShootdownNs(CoreClock clock, int pages, double descheduledNs)
    {
        var invalidations = pages > SwitchConstants.FlushAbovePages ? 1 : pages;
        return clock.ToNs(SwitchConstants.IpiCycles + SwitchConstants.IrqCycles + (invalidations * SwitchConstants.InvalidateCycles)) + descheduledNs;
    }
}
