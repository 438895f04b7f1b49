namespace Cloud.Domain.Hardware.Costs;

/// <summary>The fixed sizes of the model. Definitions, not measurements: section 0.2 of the reference sheet.</summary>
public static class ModelUnits
{
    /// <summary>Bytes of a base page. Source: section 0.2, x86 and the 4 KiB granule of Arm.</summary>
    public const double PageBytes = 4096;

    /// <summary>Bytes of a cache line. Source: section 0.2.</summary>
    public const double LineBytes = 64;

    /// <summary>Bytes of a mebibyte. Source: section 0.2.</summary>
    public const double MiB = 1 << 20;

    /// <summary>Bytes of a gibibyte. Source: section 0.2.</summary>
    public const double GiB = 1L << 30;

    /// <summary>Bytes of a large page. Source: section 0.2, x86.</summary>
    public const double LargePageBytes = 2 << 20;
}
