using Cloud.Api.Http.Requests;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Iaas.Instances;

/// <summary>Reads <c>label=key</c> and <c>label=key=value</c>.</summary>
internal static class LabelFilter
{
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(QueryReader query)
    {
        List<KeyValuePair<string, string?>>? filters = null;
        foreach (var text in query.All(QueryParameters.Label))
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = split < 0 ? (text, null) : (text[..split], text[(split + 1)..]);
            if (!LabelRules.IsValidKey(key))
                query.Refuse("label", $"has the key '{key}'", $"key or key=value, the key with {LabelRules.KeyRule}");
            else
                (filters ??= []).Add(new(key, value));
        }

        if (filters?.Count > LabelRules.MaxLabels)
            query.Refuse("label", $"is there {filters.Count} times", $"at most {LabelRules.MaxLabels} times");
        return (IReadOnlyList<KeyValuePair<string, string?>>?)filters ?? [];
    }
}
