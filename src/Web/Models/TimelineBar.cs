using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>One step of an operation on the time axis.</summary>
/// <param name="Name">Step in words.</param>
/// <param name="DurationMs">Duration in the modelled world, or null while it runs or when it has none.</param>
/// <param name="Start">Left edge, percent.</param>
/// <param name="Width">Width, percent.</param>
/// <param name="IsOpen">The step that is going on.</param>
public sealed record TimelineBar(string Name, double? DurationMs, double Start, double Width, bool IsOpen)
{
    /// <summary>Steps end to end, width by duration; short steps keep a visible sliver.</summary>
    public static IReadOnlyList<TimelineBar> Of(OperationView operation)
    {
        const double Sliver = 1.5;
        var total = operation.Steps.Sum(step => step.DurationMs ?? 0);
        var isRunning = string.Equals(operation.State, "running", StringComparison.Ordinal);
        var timed = operation.Steps.Count(step => step.DurationMs > 0);
        var room = 100 - timed * Sliver;
        var bars = new List<TimelineBar>(operation.Steps.Count);
        var start = 0d;
        for (var i = 0; i < operation.Steps.Count; i++)
        {
            var step = operation.Steps[i];
            var width = step.DurationMs is > 0 and { } ms ? Sliver + room * ms / total : 0;
            bars.Add(new TimelineBar(Words.Of(step.Name), step.DurationMs, start, width, isRunning && i == operation.Steps.Count - 1));
            start += width;
        }

        return bars;
    }
}
