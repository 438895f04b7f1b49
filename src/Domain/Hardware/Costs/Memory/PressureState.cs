namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>How short of memory a host is.</summary>
public enum PressureState
{
    /// <summary>Enough free: no reclaim.</summary>
    High,

    /// <summary>Ballooning.</summary>
    Soft,

    /// <summary>Compression and swapping.</summary>
    Hard,

    /// <summary>Guests above their target are stopped until memory is free.</summary>
    Low,
}

/// <summary>Section 8.2: thresholds of free memory, with hysteresis.</summary>
public static class PressureStates
{
    /// <summary>
    /// The next state at this fraction of free memory. A worse state is entered as soon as free memory falls below its threshold;
    /// it is left only when free memory has risen above the threshold of the state before it.
    /// </summary>
    public static PressureState Next(PressureState current, double freeFraction)
    {
        var entered = Entered(freeFraction);
        if (entered >= current) return entered;
        var left = current;
        while (left > entered && freeFraction >= LeaveAbove(left)) left--;
        return left;
    }

    private static PressureState Entered(double free)
    {
        if (free < ReclaimConstants.FreeLow) return PressureState.Low;
        if (free < ReclaimConstants.FreeHard) return PressureState.Hard;
        return free < ReclaimConstants.FreeSoft ? PressureState.Soft : PressureState.High;
    }

    private static double LeaveAbove(PressureState state) => state switch
    {
        PressureState.Low => ReclaimConstants.FreeHard,
        PressureState.Hard => ReclaimConstants.FreeSoft,
        PressureState.Soft or PressureState.High => ReclaimConstants.FreeHigh,
    };
}
