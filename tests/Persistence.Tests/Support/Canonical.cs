using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cloud.Persistence.Tests.Support;

/// <summary>
/// A record with everything in it as text, keys sorted: equal texts mean equal contents. Finds every public property by reflection, so
/// that a field added to a record and forgotten in the store makes the round trip fail.
/// </summary>
internal static class Canonical
{
    public static string Of<T>(T value) => Sort(JsonSerializer.SerializeToNode(value))?.ToJsonString() ?? "null";

    public static IReadOnlyList<string> OfAll<T>(IEnumerable<T> values) => [.. values.Select(Of)];

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort)]),
        null => null,
        _ => node.DeepClone(),
    };
}
