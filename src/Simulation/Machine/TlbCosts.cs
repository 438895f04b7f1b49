using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Simulation.Machine;

/// <summary>Second-level TLB and its tags (2.4); defaults are AMD Milan with 4 KiB pages.</summary>
public sealed record TlbCosts
{
    /// <summary>Refills cost nothing.</summary>
    public static readonly TlbCosts None = new() { Entries = 0 };

    /// <summary>Entries of the second-level TLB; 0 to price nothing.</summary>
    public int Entries { get; init; } = 2048;

    /// <summary>Entries carry an address-space tag (PCID, ASID, VPID); otherwise a process switch flushes all.</summary>
    public bool Tagged { get; init; } = true;

    /// <summary>Address spaces whose tags a thread keeps: TLB_NR_DYN_ASIDS [R+].</summary>
    public int Tags { get; init; } = SwitchConstants.DynamicTags.ToInt32();

    /// <summary>Bytes of a page.</summary>
    public int PageBytes { get; init; } = 4096;

    /// <summary>Cycles of one page walk (8.1: native 4 KiB).</summary>
    public double WalkCycles { get; init; } = PagingConstants.NativeReferences * PagingConstants.TypicalPteCycles;

    /// <summary>Walks that overlap.</summary>
    public double Walkers { get; init; } = 6;

    /// <summary>Cycles to refill what a switch lost.</summary>
    /// <param name="workingSetBytes">Working set of the task that resumes.</param>
    /// <param name="footprintBytes">Distinct bytes that others touched on its core meanwhile; infinite after a flush.</param>
    public double RefillCycles(double workingSetBytes, double footprintBytes)
    {
        if (Entries == 0 || workingSetBytes <= 0) return 0;
        var flushed = double.IsPositiveInfinity(footprintBytes);
        var lost = TlbRefill.LostEntries(!flushed, Entries, workingSetBytes / PageBytes, footprintBytes / PageBytes);
        return TlbRefill.CostCycles(lost, WalkCycles, Walkers);
    }
}
