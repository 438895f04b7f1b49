using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Problems;

/// <summary>A refusal as the answer of an endpoint.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Problem Problem { get; } = problem;

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, Problem);
}
