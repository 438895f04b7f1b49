namespace Cloud.Domain.Hardware.Validation;

/// <summary>One published measurement, as the reference sheet lists it: one row of <c>points.csv</c>.</summary>
public sealed record PublishedPoint(
    string Id, string Concept, string Configuration, string Measured, string Source, string ConfidenceText, string SuggestedTest)
{
    /// <summary>The first tag of the confidence text, for example <c>S</c> of <c>S + R+</c>.</summary>
    public Confidence Confidence => ConfidenceTags.TryParse(ConfidenceText.Split(' ')[0], out var confidence)
        ? confidence : throw new InvalidOperationException($"{Id}: '{ConfidenceText}' starts with no known tag.");
}

/// <summary>The published points, from the embedded CSV.</summary>
public static class PublishedPoints
{
    private static readonly Lazy<IReadOnlyList<PublishedPoint>> Loaded = new(Load);

    /// <summary>All points in the order of the sheet.</summary>
    public static IReadOnlyList<PublishedPoint> All => Loaded.Value;

    /// <summary>The point with this id. Throws when there is none.</summary>
    public static PublishedPoint Get(string id) => All.First(point => string.Equals(point.Id, id, StringComparison.Ordinal));

    private static List<PublishedPoint> Load()
    {
        using var stream = typeof(PublishedPoints).Assembly.GetManifestResourceStream("Cloud.Domain.Hardware.Validation.points.csv")!;
        using var reader = new StreamReader(stream);
        return [.. CsvText.Rows(reader.ReadToEnd()).Skip(1).Select(row => new PublishedPoint(row[0], row[1], row[2], row[3], row[4], row[5], row[6]))];
    }
}
