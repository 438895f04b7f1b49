namespace Cloud.Cli.Client;

/// <summary>An answer with the headers that matter.</summary>
/// <param name="Value">The body.</param>
/// <param name="Tries">How often it was asked, 1 when the first try worked.</param>
/// <param name="Operation">The operation that goes on behind a 201 or 202, or null.</param>
/// <param name="RequestId">The server's id of the request.</param>
public sealed record ApiAnswer<T>(T Value, int Tries, Guid? Operation, string? RequestId);
