namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>Section 11.4: what a guest pays for keeping its memory from the host.</summary>
public static class ConfidentialVm
{
    /// <summary>What the host can no longer do with the memory of such a guest.</summary>
    public static IReadOnlyList<string> Disabled { get; } =
        ["page sharing", "host swap", "ballooning of private pages", "live migration", "memory snapshot by the host", "introspection by the host"];

    /// <summary>
    /// Milliseconds to measure the initial image and hand over all memory page by page (4 KiB);
    /// lazy acceptance moves the latter to first touch.
    /// </summary>
    public static double LaunchMs(double memoryGib, bool lazyAcceptance)
    {
        var initial = ConfidentialConstants.InitialMib * ModelUnits.MiB / ModelUnits.PageBytes;
        var pages = lazyAcceptance ? 0 : memoryGib * ModelUnits.GiB / ModelUnits.PageBytes;
        return ((initial * ConfidentialConstants.MeasureUs) + (pages * ConfidentialConstants.AcceptSmallUs)) / 1000;
    }

    /// <summary>Milliseconds to prove what was launched.</summary>
    public static double AttestationMs() => ConfidentialConstants.ReportMs + ConfidentialConstants.QuoteMs + ConfidentialConstants.VerifierMs;

    /// <summary>Bounce-buffer pool in MiB: 6 % of memory, at most 1 GiB; 64 MiB for an ordinary guest.</summary>
    public static double PoolMib(double memoryMib, bool confidential) => confidential
        ? Math.Min(memoryMib * ConfidentialConstants.PoolFraction, ConfidentialConstants.PoolMaxMib)
        : ConfidentialConstants.PoolDefaultMib;

    /// <summary>Largest single transfer through the pool, bytes.</summary>
    public static double MaxMappingBytes => ConfidentialConstants.SlotBytes * ConfidentialConstants.SlotsPerSet;

    /// <summary>Cycles to pass a buffer through the pool: one copy and the slots of each segment.</summary>
    public static double BounceCycles(double bytes, double ghz) =>
        (bytes / ConfidentialConstants.BounceGBs * ghz) + (2 * ConfidentialConstants.SlotCycles * Math.Ceiling(bytes / MaxMappingBytes));

    /// <summary>Fraction of a core that copying takes at this rate in one direction.</summary>
    public static double BounceCoreFraction(double gbits) => gbits / 8 / ConfidentialConstants.BounceGBs;

    /// <summary>Most bytes per second through a pool when each buffer is held this long.</summary>
    public static double PoolBytesPerSecond(double poolMib, double holdSeconds) => poolMib * ModelUnits.MiB / holdSeconds;

    /// <summary>Cycles of an exit that the guest has to make on purpose.</summary>
    public static double ExitCycles(double plainCycles, ConfidentialTechnology technology) => technology switch
    {
        ConfidentialTechnology.None => plainCycles,
        ConfidentialTechnology.SevSnp => plainCycles * ConfidentialConstants.SnpExitFactor,
        ConfidentialTechnology.Tdx => plainCycles * (Exits.ExitConstants.TdxVeCycles / Exits.ExitConstants.TdxModuleCycles),
    };
}
