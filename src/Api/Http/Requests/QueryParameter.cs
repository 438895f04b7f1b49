namespace Cloud.Api.Http.Requests;

/// <summary>A query parameter that an endpoint knows; any other is refused by name.</summary>
/// <param name="Name">Name, as in the URL.</param>
/// <param name="Description">For the OpenAPI document.</param>
/// <param name="Type">JSON type: string or integer.</param>
internal sealed record QueryParameter(string Name, string Description, string Type = "string")
{
    public string? Format { get; init; }

    public IReadOnlyList<string>? Choices { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    public int? Default { get; init; }

    public bool Repeatable { get; init; }

    public required string Example { get; init; }
}
