namespace Cloud.Domain.Hardware.Labs;

/// <summary>
/// One exercise: a lecture concept as a scenario with knobs, the plot it produces, and statements about that plot which a program can check.
/// Running is pure and bounded: same knobs, same result.
/// </summary>
/// <param name="Number">Number in section 17 of the reference sheet.</param>
/// <param name="Id">Stable name, for example <c>context-switch</c>.</param>
/// <param name="Title">Short title.</param>
/// <param name="Concept">The lecture concept, for example <c>L2 direct cost of a switch</c>.</param>
/// <param name="Paragraph">What happens and what to look at.</param>
/// <param name="Formula">The law behind it, as text.</param>
/// <param name="Knobs">What can be turned.</param>
/// <param name="Compute">The model: validated knobs to a plot.</param>
/// <param name="Expectations">What the plot must show with the knobs at their defaults.</param>
public sealed record Lab(
    int Number, string Id, string Title, string Concept, string Paragraph, string Formula,
    IReadOnlyList<LabKnob> Knobs, Func<LabSettings, LabResult> Compute, IReadOnlyList<LabExpectation> Expectations)
{
    /// <summary>Runs with every knob at its default.</summary>
    public LabResult RunDefaults() => Compute(new(Knobs, new SortedDictionary<string, double>(StringComparer.Ordinal)));

    /// <summary>Runs with some knobs set; unknown knobs and values outside their range are all reported and nothing runs.</summary>
    public LabOutcome Run(IReadOnlyDictionary<string, double> values)
    {
        var errors = new List<string>();
        foreach (var (name, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var knob = Knobs.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.Ordinal));
            if (knob is null) errors.Add($"{name} is not a knob of {Id}; it has {string.Join(", ", Knobs.Select(k => k.Name))}.");
            else if (!knob.Accepts(value)) errors.Add($"{name} must be {knob.Accepted}.");
        }

        return errors.Count > 0 ? new(null, errors) : new(Compute(new(Knobs, values)), []);
    }
}

/// <summary>A plot, or every reason why the knobs cannot be used.</summary>
public sealed record LabOutcome(LabResult? Result, IReadOnlyList<string> Errors);

/// <summary>Something that can be turned. With choices, the value is the index of the choice.</summary>
public sealed record LabKnob(string Name, string Label, string Unit, double Default, double Min, double Max, bool Whole = false)
{
    /// <summary>Names of the values 0, 1, 2 …; empty for a number.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What may be used, for people: <c>a whole number from 1 to 16</c>.</summary>
    public string Accepted => Choices.Count > 0
        ? string.Join(", ", Choices.Select((choice, index) => FormattableString.Invariant($"{index} ({choice})")))
        : FormattableString.Invariant($"{(Whole ? "a whole number" : "a number")} from {Min} to {Max} {Unit}").TrimEnd();

    /// <summary>True when the value may be used.</summary>
    public bool Accepts(double value) => value >= Min && value <= Max && (!Whole || value == Math.Floor(value));

    /// <summary>A whole number.</summary>
    public static LabKnob Count(string name, string label, string unit, int standard, int min, int max) => new(name, label, unit, standard, min, max, Whole: true);

    /// <summary>Off or on.</summary>
    public static LabKnob Switch(string name, string label, bool standard) => Choice(name, label, standard ? 1 : 0, "off", "on");

    /// <summary>One of several.</summary>
    public static LabKnob Choice(string name, string label, int standard, params string[] choices) =>
        new(name, label, "", standard, 0, choices.Length - 1, Whole: true) { Choices = choices };
}

/// <summary>A statement about a plot, for people and as a test.</summary>
public sealed record LabExpectation(string Text, Func<LabResult, bool> Holds);
