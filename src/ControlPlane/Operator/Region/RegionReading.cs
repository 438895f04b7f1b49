using System.Text;
using Cloud.ControlPlane.Problems;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>The outcome of reading a region file: the region, or every error in it with its JSON path and what would be accepted. Never both.</summary>
public sealed record RegionReading(RegionDescription? Region, IReadOnlyList<FieldError> Errors)
{
    /// <summary>All errors, one per line, for an operator's terminal; empty when there are none.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var error in Errors)
        {
            text.Append(error.Field).Append(' ').Append(error.Message);
            if (error.Accepted is not null) text.Append("; accepted: ").Append(error.Accepted);
            text.Append('\n');
        }

        return text.ToString();
    }
}
