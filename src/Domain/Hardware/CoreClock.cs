namespace Cloud.Domain.Hardware;

/// <summary>Core clocks in GHz: guaranteed, sustained with all cores busy, and best of one core.</summary>
public sealed record CoreClock(double BaseGhz, double AllCoreGhz, double MaxGhz)
{
    /// <summary>Nanoseconds of this many cycles at the all-core clock, the effective clock of the model.</summary>
    public double ToNs(double cycles) => cycles / AllCoreGhz;

    /// <summary>Cycles of this many nanoseconds at the all-core clock.</summary>
    public double ToCycles(double ns) => ns * AllCoreGhz;
}
