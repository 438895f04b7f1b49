namespace Cloud.Contracts;

/// <summary>One number of the cost model, and where it comes from.</summary>
/// <param name="Key">Stable name, for example <c>exit.amd-milan.hypercall</c>.</param>
/// <param name="Value">In the unit.</param>
/// <param name="Unit">Unit; empty when it has none.</param>
/// <param name="Confidence">How sure it is: C, C-raw, C-ex, C-count (confirmed), S (secondary), M (measured by us), R+, R, R- (from memory), E (chosen), D (derived).</param>
/// <param name="Source">The publication or the reasoning.</param>
/// <param name="Section">Section of the reference sheet.</param>
public sealed record ModelConstantView(string Key, double Value, string Unit, string Confidence, string Source, string Section);

/// <summary>Constants of the cost model.</summary>
/// <param name="Sections">Every section there is, to filter by.</param>
/// <param name="Items">By section.</param>
public sealed record ModelConstantsView(IReadOnlyList<string> Sections, IReadOnlyList<ModelConstantView> Items);

/// <summary>The model against every published measurement.</summary>
/// <param name="Passed">Points whose predictions all lie within their band.</param>
/// <param name="OutsideBand">Points with a value outside its band.</param>
/// <param name="Inputs">Points that only repeat what was given to the model: agreement proves little.</param>
/// <param name="Unverified">Points whose published number is too weak to count.</param>
/// <param name="Points">All of them.</param>
public sealed record ValidationView(int Passed, int OutsideBand, int Inputs, int Unverified, IReadOnlyList<ValidationPointView> Points);

/// <summary>One published measurement and what the model says.</summary>
public sealed class ValidationPointView
{
    public required string Id { get; init; }
    public required string Concept { get; init; }
    public required string Configuration { get; init; }

    /// <summary>What was published, as text.</summary>
    public required string Measured { get; init; }
    public required string Source { get; init; }

    /// <summary>How sure the published value is; the tags of constants.</summary>
    public required string Confidence { get; init; }

    /// <summary>pass, outside-band, input or unverified.</summary>
    public required string Verdict { get; init; }

    /// <summary>What a reader should know, above all why a value is outside its band.</summary>
    public required string Note { get; init; }
    public required IReadOnlyList<ValidationCheckView> Checks { get; init; }
}

/// <summary>One number of a published point.</summary>
/// <param name="What">What it is.</param>
/// <param name="Kind">prediction, input or fitted.</param>
/// <param name="Published">The published value; the end that matters when it is a range.</param>
/// <param name="Model">The model's value.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Min">Lower end of the band; null when it is open.</param>
/// <param name="Max">Upper end of the band; null when it is open.</param>
/// <param name="Deviation">Relative to the published value; null when that is infinite.</param>
/// <param name="InBand">Whether the model's value lies in the band.</param>
public sealed record ValidationCheckView(
    string What, string Kind, double? Published, double? Model, string Unit, double? Min, double? Max, double? Deviation, bool InBand);
