namespace Cloud.Domain.Hardware;

/// <summary>
/// Translation buffers of one core, in entries per page size (0 = none of that kind), the cost of missing the first level
/// and hitting the second in cycles, and the number of hardware page walkers.
/// </summary>
public sealed record TlbLayout(
    int L1Instruction, int L1Data4K, int L1Data2M, int L1Data1G, int L2Data4K, int L2Data2M, int L2Instruction, double L1MissCycles, int Walkers)
{
    /// <summary>Entries that can hold a 4 KiB data translation before a page walk is needed.</summary>
    public int LastLevel4K => L2Data4K > 0 ? L2Data4K : L1Data4K;

    /// <summary>Entries that can hold a 2 MiB data translation before a page walk is needed.</summary>
    public int LastLevel2M => L2Data2M > 0 ? L2Data2M : L1Data2M;
}

/// <summary>
/// Page-table levels in use and the most the processor supports; widths of the tags that let TLB entries survive a switch of
/// process (PCID, ASID) and of guest (VPID, VMID), 0 when there is no tag; whether it walks nested tables in hardware.
/// </summary>
public sealed record PagingShape(int Levels, int MaxLevels, int ProcessTagBits, int GuestTagBits, bool Nested)
{
    /// <summary>True when a process switch need not flush the TLB.</summary>
    public bool TagsProcesses => ProcessTagBits > 0;
}
