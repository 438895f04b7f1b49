using Cloud.Contracts;

namespace Cloud.Cli.Client;

/// <summary>The server refused the request and said why.</summary>
public sealed class CloudProblemException(ProblemView problem, string? requestId)
    : Exception(problem.Detail ?? problem.Title)
{
    /// <summary>The problem document.</summary>
    public ProblemView Problem { get; } = problem;

    /// <summary>What the operator finds the request by, or null.</summary>
    public string? RequestId { get; } = requestId;

    /// <summary>The kind without its prefix, for example <c>no-capacity</c>.</summary>
    public string Kind => Problem.Type[(Problem.Type.LastIndexOf('/') + 1)..];
}

/// <summary>No usable answer came: no connection, a time-out, or something that is not this API.</summary>
public sealed class CloudUnreachableException(Uri server, string reason, Exception? cause = null)
    : Exception($"{server} cannot be reached: {reason}", cause)
{
    public Uri Server { get; } = server;
}
