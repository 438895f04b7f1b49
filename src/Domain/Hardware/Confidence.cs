namespace Cloud.Domain.Hardware;

/// <summary>How sure a number is. Only confirmed, secondary and strong-memory numbers may be shown as published.</summary>
public enum Confidence
{
    /// <summary>[C] Read in primary material.</summary>
    Confirmed,

    /// <summary>[C-raw] Computed from the authors' published raw data.</summary>
    ConfirmedRaw,

    /// <summary>[C-ex] Example output in an artefact, one run.</summary>
    ConfirmedExample,

    /// <summary>[C-count] Counted in the repository.</summary>
    ConfirmedCount,

    /// <summary>[S] Read in somebody else's summary.</summary>
    Secondary,

    /// <summary>[M] Measured on a small shared virtual machine: order of magnitude only.</summary>
    Measured,

    /// <summary>[R+] From memory, well known.</summary>
    RecalledStrong,

    /// <summary>[R] From memory, roughly right.</summary>
    Recalled,

    /// <summary>[R-] From memory, weak.</summary>
    RecalledWeak,

    /// <summary>[E] Engineering default of this model. Not a publication.</summary>
    Engineering,

    /// <summary>[D] Derived by arithmetic from other tagged numbers.</summary>
    Derived,
}
