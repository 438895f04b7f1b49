namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Settings of a memory control group, bytes. Infinite means unset.</summary>
public readonly record struct MemoryLimits(double Min, double Low, double High, double Max, double SwapMax, bool KillGroup)
{
    /// <summary>No protection and no limit.</summary>
    public static MemoryLimits None => new(0, 0, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, KillGroup: false);
}

/// <summary>What a charge leads to.</summary>
public enum ChargeOutcome
{
    /// <summary>It fits.</summary>
    Charged,

    /// <summary>It fits, but above memory.high: the task is slowed and reclaims.</summary>
    Throttled,

    /// <summary>It fits after something was reclaimed.</summary>
    Reclaimed,

    /// <summary>It does not fit: a process of the group is killed, or all of them.</summary>
    OutOfMemory,
}

/// <summary>Section 12.3, the memory controller: one charge against one group. Bytes.</summary>
public static class MemoryGroup
{
    /// <summary>
    /// Charges <paramref name="bytes"/> to a group that uses <paramref name="usage"/>, of which <paramref name="reclaimable"/> can be dropped
    /// or swapped. Returns the outcome, the usage afterwards and how long the task is slowed.
    /// </summary>
    public static (ChargeOutcome Outcome, double Usage, double DelaySeconds) Charge(in MemoryLimits limits, double usage, double bytes, double reclaimable, double tickHertz)
    {
        var wanted = usage + bytes;
        var over = wanted - limits.Max;
        if (over > reclaimable) return (ChargeOutcome.OutOfMemory, usage, 0);
        var after = over > 0 ? limits.Max : wanted;
        if (after > limits.High) return (ChargeOutcome.Throttled, after, HighDelaySeconds(after, limits.High, bytes, tickHertz));
        return (over > 0 ? ChargeOutcome.Reclaimed : ChargeOutcome.Charged, after, 0);
    }

    /// <summary>
    /// The penalty above memory.high: <c>o = (usage − high) 2^20/high; ticks = o² HZ &gt;&gt; 34, times pages/64</c>, at most two seconds.
    /// </summary>
    public static double HighDelaySeconds(double usage, double high, double chargedBytes, double tickHertz)
    {
        if (usage <= high) return 0;
        var overage = (usage - high) * Math.Pow(2, ContainerConstants.HighPrecisionBits) / Math.Max(1, high);
        var ticks = overage * overage * tickHertz / Math.Pow(2, ContainerConstants.HighPrecisionBits + ContainerConstants.HighScaleBits);
        ticks *= chargedBytes / ModelUnits.PageBytes / ContainerConstants.ChargeBatch;
        return Math.Min(ContainerConstants.HighDelayMaxS, ticks / tickHertz);
    }

    /// <summary>
    /// Effective protection of children: each asks for min(protection, usage); when they ask for more than the parent has, they get
    /// their proportion of it. Writes into <paramref name="effective"/>.
    /// </summary>
    public static void EffectiveProtection(double parentProtection, ReadOnlySpan<double> protection, ReadOnlySpan<double> usage, Span<double> effective)
    {
        var asked = 0.0;
        for (var i = 0; i < protection.Length; i++) asked += effective[i] = Math.Min(protection[i], usage[i]);
        if (asked <= parentProtection || asked <= 0) return;
        for (var i = 0; i < protection.Length; i++) effective[i] *= parentProtection / asked;
    }
}
