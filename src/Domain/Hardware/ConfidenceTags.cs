namespace Cloud.Domain.Hardware;

/// <summary>The short tags of <see cref="Confidence"/>, as in the reference sheet and in profile files.</summary>
public static class ConfidenceTags
{
    private static readonly (Confidence Confidence, string Tag)[] Table =
    [
        (Confidence.Confirmed, "C"), (Confidence.ConfirmedRaw, "C-raw"), (Confidence.ConfirmedExample, "C-ex"),
        (Confidence.ConfirmedCount, "C-count"), (Confidence.Secondary, "S"), (Confidence.Measured, "M"),
        (Confidence.RecalledStrong, "R+"), (Confidence.Recalled, "R"), (Confidence.RecalledWeak, "R-"),
        (Confidence.Engineering, "E"), (Confidence.Derived, "D"),
    ];

    /// <summary>All tags, surest first.</summary>
    public static IEnumerable<string> All => Table.Select(row => row.Tag);

    /// <summary>The tag, for example <c>C-raw</c>.</summary>
    public static string Tag(this Confidence confidence) => Table[(int)confidence].Tag;

    /// <summary>True when the number may be shown as published: confirmed, secondary or strong memory.</summary>
    public static bool IsPublished(this Confidence confidence) =>
        confidence is <= Confidence.Secondary or Confidence.RecalledStrong;

    /// <summary>Reads a tag; false when it is not one.</summary>
    public static bool TryParse(string tag, out Confidence confidence)
    {
        foreach (var row in Table)
        {
            if (!string.Equals(row.Tag, tag, StringComparison.Ordinal)) continue;
            confidence = row.Confidence;
            return true;
        }

        confidence = default;
        return false;
    }
}
