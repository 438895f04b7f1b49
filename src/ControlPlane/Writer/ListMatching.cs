using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Resources;

namespace Cloud.ControlPlane.Writer;

/// <summary>Whether a record passes the filters of a list.</summary>
internal static class ListMatching
{
    public static bool Matches(this ListInstances query, InstanceRecord instance)
    {
        if (query.State is { } state && instance.State != state)
            return false;
        if (query.Kind is { } kind && instance.Kind != kind)
            return false;
        return Matches(query.Name, query.Labels, instance.Name, instance.Labels);
    }

    public static bool Matches(this ListResources query, ResourceRecord resource) => Matches(query.Name, query.Labels, resource.Name, resource.Labels);

    private static bool Matches(
        string? part, IReadOnlyList<KeyValuePair<string, string?>> wanted, string name, IReadOnlyDictionary<string, string> labels)
    {
        if (part is not null && !name.Contains(part, StringComparison.Ordinal))
            return false;
        foreach (var (key, value) in wanted)
        {
            if (!labels.TryGetValue(key, out var actual) || (value is not null && !string.Equals(actual, value, StringComparison.Ordinal)))
                return false;
        }

        return true;
    }
}
