namespace Cloud.Web.Client;

/// <summary>One request to the public API as data: it can be sent, logged and shown as the same call in another language.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query below the server's address, already escaped.</param>
/// <param name="Body">Contract body to send as JSON, or null.</param>
public record ApiCall(HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>Makes a repeated POST harmless; null sends none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Version the caller saw; sent as If-Match.</summary>
    public long? IfMatch { get; init; }

    /// <summary>The same call as words of the <c>cloud</c> command, or null where the command has no such verb.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>False for calls the portal makes for itself (who am I), which would only distract when shown.</summary>
    public bool IsShown { get; init; } = true;
}

/// <summary>A request whose successful answer is a <typeparamref name="T"/>.</summary>
public sealed record ApiCall<T>(HttpMethod Method, string Path, object? Body = null) : ApiCall(Method, Path, Body);

/// <summary>The answer of a call that returns no body.</summary>
public sealed record NoContent
{
    public static NoContent Value { get; } = new();
}
