using Cloud.Web.Client;

namespace Cloud.Web.Models.SameCall;

/// <summary>Writes a call of the portal as text that a person can run. The credential is always a variable, never a value.</summary>
public static class SameCallWriter
{
    /// <summary>The languages, in the order of the tabs.</summary>
    public static IReadOnlyList<SameCallLanguage> Languages { get; } =
    [
        new("curl", "curl", CurlWriter.Write),
        new("cli", "CLI", CliWriter.Write),
        new("csharp", "C#", CSharpWriter.Write),
    ];

    /// <summary>Variable that holds the token in every example.</summary>
    public const string TokenVariable = "CLOUD_TOKEN";
}

/// <param name="Id">Part of element ids.</param>
/// <param name="Title">Label of the tab.</param>
/// <param name="Write">Server address and call to text; null where the language cannot say it.</param>
public sealed record SameCallLanguage(string Id, string Title, Func<Uri, ApiCall, string?> Write);
