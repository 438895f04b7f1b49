namespace Cloud.Domain.Hardware.Costs;

/// <summary>
/// One number of the cost model, with everything needed to answer "where does this number come from":
/// stable key, value, unit, how sure it is, the publication or reasoning, and the section of the reference sheet.
/// It converts to its value, so that formulas read as formulas.
/// </summary>
public sealed record ModelConstant(string Key, double Value, string Unit, Confidence Confidence, string Source, string Section)
{
    /// <summary>The bare value.</summary>
    public static implicit operator double(ModelConstant constant) => constant.Value;

    /// <summary>The bare value as a whole number, rounded.</summary>
    public int ToInt32() => (int)Math.Round(Value);

    /// <summary>The bare value.</summary>
    public double ToDouble() => Value;
}
