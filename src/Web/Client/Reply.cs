using System.Diagnostics.CodeAnalysis;
using Cloud.Contracts;

namespace Cloud.Web.Client;

/// <summary>What the API answered: the value, or the problem. Expected refusals are values, never exceptions.</summary>
public sealed class Reply<T>
{
    private Reply(T? value, ProblemView? problem, string? requestId) => (Value, Problem, RequestId) = (value, problem, requestId);

    /// <summary>The answer; null when there is a problem.</summary>
    public T? Value { get; }

    /// <summary>Why not; null on success.</summary>
    public ProblemView? Problem { get; }

    /// <summary>X-Request-Id of the answer, for the operator.</summary>
    public string? RequestId { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsSuccess => Problem is null;

    public static Reply<T> Of(T value, string? requestId = null) => new(value, null, requestId);

    public static Reply<T> Refused(ProblemView problem, string? requestId = null) => new(default, problem, requestId);
}
