using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Problems;

/// <summary>
/// Carries a refusal out of the binding of a request, where no result can be returned. Use cases return refusals as values instead.
/// </summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
