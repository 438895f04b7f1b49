namespace Cloud.Domain.Hardware.Validation;

/// <summary>Whether the model computes a value from other numbers, or was given it.</summary>
public enum CheckKind
{
    /// <summary>Computed from profiles and the cost model without using the published value.</summary>
    Prediction,

    /// <summary>The published value, or one fitted to it, is a constant of the model: agreement proves nothing but that it was copied right.</summary>
    Input,

    /// <summary>
    /// Computed by the mechanism, but with scenario parameters (or a band) that we chose with the published result in view: it shows that the
    /// model can reproduce the result, not that it predicts it. Never counted as a pass.
    /// </summary>
    Fitted,
}

/// <summary>What became of a check or a point.</summary>
public enum ValidationVerdict
{
    /// <summary>A prediction within the band.</summary>
    Pass,

    /// <summary>Outside the band.</summary>
    OutsideBand,

    /// <summary>Only model inputs and fitted scenarios: no prediction, so no pass.</summary>
    Input,

    /// <summary>The published value is weak memory or our own measurement, or cannot be computed: never counted as a pass.</summary>
    Unverified,
}

/// <summary>
/// One number of a point: what it is, the published value, the band in which the model's value has to lie, and how the model computes it.
/// For a published range or bound, the published value is the end that matters and the deviation means little.
/// </summary>
public sealed record ValidationCheck(string What, double Published, double Min, double Max, string Unit, CheckKind Kind, Func<double> Model, bool IsRange = false)
{
    /// <summary>A prediction of a value, within ± this fraction.</summary>
    public static ValidationCheck Predict(string what, double published, string unit, double tolerance, Func<double> model) =>
        new(what, published, published - (Math.Abs(published) * tolerance), published + (Math.Abs(published) * tolerance), unit, CheckKind.Prediction, model);

    /// <summary>A prediction that has to lie in a range; the published value is its nearest end or inside.</summary>
    public static ValidationCheck PredictRange(string what, double published, double min, double max, string unit, Func<double> model) =>
        new(what, published, min, max, unit, CheckKind.Prediction, model, IsRange: true);

    /// <summary>A model input that has to equal the published value within ± this fraction.</summary>
    public static ValidationCheck Given(string what, double published, string unit, Func<double> model, double tolerance = 0.0005) =>
        new(what, published, published - (Math.Abs(published) * tolerance), published + (Math.Abs(published) * tolerance), unit, CheckKind.Input, model);

    /// <summary>A scenario of ours that reproduces a published range.</summary>
    public static ValidationCheck Fit(string what, double published, double min, double max, string unit, Func<double> model) =>
        new(what, published, min, max, unit, CheckKind.Fitted, model, IsRange: true);

    /// <summary>A model input that has to lie in a published range.</summary>
    public static ValidationCheck GivenRange(string what, double published, double min, double max, string unit, Func<double> model) =>
        new(what, published, min, max, unit, CheckKind.Input, model, IsRange: true);
}

/// <summary>The checks of one published point, and what a reader should know about them.</summary>
public sealed record PointModel(string Id, string Note, IReadOnlyList<ValidationCheck> Checks);
