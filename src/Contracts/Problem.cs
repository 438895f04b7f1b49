namespace Cloud.Contracts;

/// <summary>RFC 9457 problem document. <c>type</c> is stable and catalogued in docs/problems.md.</summary>
public sealed class ProblemView
{
    /// <summary>Stable URI reference of the kind of problem, for example <c>/problems/no-capacity</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The same short text for every problem of the type.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>One sentence about this case.</summary>
    public string? Detail { get; init; }

    /// <summary>The request's id, for the operator.</summary>
    public string? Instance { get; init; }

    /// <summary>Every field that is wrong, with what would be accepted.</summary>
    public IReadOnlyList<FieldErrorView>? Errors { get; init; }

    /// <summary>For <c>action-not-allowed</c>: the actions that are allowed now.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    /// <summary>For <c>no-capacity</c>: why no host fits.</summary>
    public PlacementExplanationView? Explanation { get; init; }

    /// <summary>For <c>no-capacity</c> of several at once: how many would have fitted, and where.</summary>
    public GroupFitView? Together { get; init; }

    /// <summary>For <c>quota-exceeded</c>: which resource, how much was asked in total, and the limit.</summary>
    public QuotaExcessView? Quota { get; init; }

    /// <summary>For <c>script-failed</c>: why, and where in the script.</summary>
    public ScriptFailureView? Script { get; init; }

    /// <summary>For <c>file-refused</c>: the symbol of the error, for example <c>ENOTEMPTY</c>.</summary>
    public string? Errno { get; init; }

    /// <summary>For <c>not-a-container</c>: what isolates the instance instead.</summary>
    public GuestIsolationView? Isolation { get; init; }
}

/// <param name="Boundary">What separates the guest from its neighbours.</param>
/// <param name="Process">The process that the host sees.</param>
/// <param name="Descriptors">The file descriptors through which that process holds the guest.</param>
public sealed record GuestIsolationView(string Boundary, string Process, IReadOnlyList<string> Descriptors);

/// <param name="Field">JSON path, query parameter or header.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Accepted">What would be accepted.</param>
public sealed record FieldErrorView(string Field, string Message, string? Accepted);

/// <param name="Resource">instances, vcpus, memoryMib or diskGib.</param>
/// <param name="Requested">Use including the request.</param>
/// <param name="Limit">The project's limit.</param>
public sealed record QuotaExcessView(string Resource, long Requested, long Limit);

/// <param name="Reason">
/// syntax, no-score-function, threw, not-a-finite-number, or the limit that it met: statements, memory, recursion, time.
/// </param>
/// <param name="Line">Line of the script, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Host">The host that was being scored.</param>
public sealed record ScriptFailureView(string Reason, int? Line, int? Column, string? Host);

/// <summary>One page of a list.</summary>
/// <param name="Items">In order of creation, or newest first where the resource says so.</param>
/// <param name="Next">Pass as <c>cursor</c> for the next page; null at the end.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, string? Next);
