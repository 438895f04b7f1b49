using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http;

/// <summary>The refusals that an endpoint may give beyond those that follow from its use case.</summary>
internal sealed record Refusals(IReadOnlyList<ProblemKind> Kinds);

/// <summary>What an endpoint says about itself, in one line each.</summary>
internal static class Endpoints
{
    /// <summary>Names the use case behind the endpoint; without it the endpoint-coverage test fails.</summary>
    public static RouteHandlerBuilder ForUseCase<TRequest>(this RouteHandlerBuilder endpoint, string operationId, string summary, string description) =>
        endpoint.WithMetadata(UseCase.Of<TRequest>()).WithName(operationId).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) => endpoint.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params ProblemKind[] kinds) => endpoint.WithMetadata(new Refusals(kinds));
}
