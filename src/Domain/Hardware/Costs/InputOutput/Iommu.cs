namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>Section 10.2: what direct assignment needs and costs.</summary>
public static class Iommu
{
    /// <summary>Seconds to pin a guest's memory before a device may reach it.</summary>
    public static double PinSeconds(double gib, bool hugePages) => gib * IoConstants.PinSmallSPerGib * (hugePages ? IoConstants.PinHugeFactor : 1);

    /// <summary>Cycles of unmapping after each transfer when nothing stale may remain.</summary>
    public static double StrictUnmapCycles => IoConstants.IotlbCycles;

    /// <summary>Whether devices may go to guests: the unit is there and remaps their interrupts.</summary>
    public static bool AllowsPassthrough(IommuShape iommu) => iommu is { Present: true, InterruptRemapping: true };

    /// <summary>All devices of a group go to the same guest: true when nobody else owns one of them.</summary>
    public static bool MayAssign(ReadOnlySpan<int?> ownersOfGroup, int guest)
    {
        foreach (var owner in ownersOfGroup)
            if (owner is { } other && other != guest) return false;
        return true;
    }
}
