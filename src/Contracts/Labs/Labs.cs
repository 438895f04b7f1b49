namespace Cloud.Contracts;

/// <summary>A lab in the list.</summary>
/// <param name="Number">Its place in the course, from 1.</param>
/// <param name="Id">Stable name, for example <c>context-switch</c>.</param>
/// <param name="Title">Short title.</param>
/// <param name="Concept">The lecture concept, for example <c>L2 direct cost of a context switch</c>.</param>
public sealed record LabSummaryView(int Number, string Id, string Title, string Concept);

/// <summary>A lab: a lecture concept as a scenario with knobs, and statements about the plot it draws.</summary>
public sealed class LabView
{
    public required int Number { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>The lecture concept.</summary>
    public required string Concept { get; init; }

    /// <summary>What happens, and what to look at.</summary>
    public required string Explanation { get; init; }

    /// <summary>The law behind it, as text.</summary>
    public required string Formula { get; init; }

    /// <summary>What can be turned.</summary>
    public required IReadOnlyList<LabKnobView> Knobs { get; init; }

    /// <summary>What the plot must show with the knobs at their defaults.</summary>
    public required IReadOnlyList<string> Expectations { get; init; }

    /// <summary>The constants behind the model, each with its source.</summary>
    public required IReadOnlyList<ModelConstantView> Constants { get; init; }

    /// <summary>Published measurements of the same concept, against what the model says; may be empty.</summary>
    public required IReadOnlyList<ValidationPointView> Published { get; init; }
}

/// <summary>Something that can be turned.</summary>
/// <param name="Name">Key in the body of a run.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit of the value; empty when it has none.</param>
/// <param name="Default">Used when the knob is not set.</param>
/// <param name="Min">Smallest accepted value.</param>
/// <param name="Max">Largest accepted value.</param>
/// <param name="Whole">Only whole numbers are accepted.</param>
/// <param name="Choices">Names of the values 0, 1, 2 …; empty for a number.</param>
public sealed record LabKnobView(string Name, string Label, string Unit, double Default, double Min, double Max, bool Whole, IReadOnlyList<string> Choices);

/// <summary>How to run a lab.</summary>
public sealed class RunLabBody
{
    /// <summary>Values by knob name, in the knob's unit; a choice by its index. What is left out has its default.</summary>
    public IReadOnlyDictionary<string, double> Knobs { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
