using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;

namespace Cloud.ControlPlane.Resources;

/// <summary>What holds for every resource.</summary>
internal static class ResourceRules
{
    public static IEnumerable<FieldError> Check(string name, IReadOnlyDictionary<string, string> labels)
    {
        if (!ResourceName.IsValid(name)) yield return new("name", "is not a valid name", ResourceName.Rule);
        foreach (var error in LabelValidation.Check(labels)) yield return error;
    }
}

/// <summary>The text over which the fingerprint of a request is taken.</summary>
internal static class Canonicals
{
    /// <summary>The parts a line each, then the labels by key. Parts that may hold line breaks come with their length.</summary>
    public static string Of(IEnumerable<object?> parts, IReadOnlyDictionary<string, string>? labels = null)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var written = Convert.ToString(part, CultureInfo.InvariantCulture) ?? "";
            text.Append(CultureInfo.InvariantCulture, $"{written.Length}:").Append(written).Append('\n');
        }

        foreach (var (key, value) in (labels ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(label => label.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append('\n');
        return text.ToString();
    }
}
