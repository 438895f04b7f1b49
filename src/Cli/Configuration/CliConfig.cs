using System.Text.Json.Serialization;

namespace Cloud.Cli.Configuration;

/// <summary>What <c>cloud login</c> remembers.</summary>
public sealed record CliConfig
{
    public string? Server { get; init; }

    /// <summary>The personal access token: the file is readable by its owner only.</summary>
    public string? Token { get; init; }
    public string? UserName { get; init; }
    public string? Project { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CliConfig))]
internal sealed partial class ConfigJson : JsonSerializerContext;
