using System.Globalization;

namespace Cloud.Web.Models;

/// <summary>What the instance list shows. The URL is its only store, so that a list can be sent to a colleague.</summary>
public sealed record InstanceQuery
{
    public const int DefaultLimit = 25;

    public string? State { get; init; }
    public string? Kind { get; init; }
    public string? Name { get; init; }

    /// <summary><c>key</c> or <c>key=value</c>.</summary>
    public string? Label { get; init; }
    public string? Cursor { get; init; }
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>True when any filter narrows the list: an empty list then means something else.</summary>
    public bool IsFiltered => State is not null || Kind is not null || Name is not null || Label is not null;

    /// <summary>Reads the query of the page's URL; blank values are absent, the limit is clamped to what the API takes.</summary>
    public static InstanceQuery From(string? state, string? kind, string? name, string? label, string? cursor, int? limit) => new()
    {
        State = Clean(state),
        Kind = Clean(kind),
        Name = Clean(name),
        Label = Clean(label),
        Cursor = Clean(cursor),
        Limit = Math.Clamp(limit ?? DefaultLimit, 1, 200),
    };

    /// <summary>The query string of this list, with <c>?</c>, or empty for the plain list.</summary>
    public string ToQueryString(params (string Name, string Value)[] more)
    {
        (string Name, string? Value)[] pairs =
        [
            ("state", State), ("kind", Kind), ("name", Name), ("label", Label),
            ("limit", Limit == DefaultLimit ? null : Limit.ToString(CultureInfo.InvariantCulture)), ("cursor", Cursor),
            .. more.Select(pair => (pair.Name, (string?)pair.Value)),
        ];
        var joined = string.Join('&', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static string? Clean(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
