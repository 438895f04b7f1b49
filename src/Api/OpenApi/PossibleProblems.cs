using Cloud.Api.Http;
using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cloud.Api.OpenApi;

/// <summary>Every refusal an endpoint can give: what follows from its use case and its body, and what it names itself.</summary>
internal static class PossibleProblems
{
    public static IReadOnlyList<ProblemKind> Of(IReadOnlyCollection<object> metadata)
    {
        var useCase = metadata.OfType<UseCase>().Single();
        var possible = new HashSet<ProblemKind> { ProblemKind.ValidationFailed, ProblemKind.Internal, ProblemKind.Unavailable };
        if (useCase.AllowsAnonymous)
            possible.Add(ProblemKind.SignInThrottled);
        else
            possible.UnionWith([ProblemKind.Unauthenticated, ProblemKind.RateLimited, ProblemKind.TokenScope]);

        if (useCase.Permission is { } permission && permission.ToString() is var name && !name.StartsWith("Self", StringComparison.Ordinal))
            possible.Add(ProblemKind.Forbidden);
        if (HasPathParameter(metadata))
            possible.Add(ProblemKind.NotFound);
        if (metadata.OfType<IAcceptsMetadata>().Any())
            possible.UnionWith([ProblemKind.TooLarge, ProblemKind.UnsupportedMediaType]);
        if (useCase.IsIdempotent && IsPost(metadata))
            possible.Add(ProblemKind.IdempotencyKeyReused);
        if (useCase.HasVersion)
            possible.Add(ProblemKind.PreconditionFailed);
        foreach (var refusals in metadata.OfType<Refusals>())
            possible.UnionWith(refusals.Kinds);
        return [.. ProblemKind.All.Where(possible.Contains)];
    }

    public static bool IsPost(IReadOnlyCollection<object> metadata) =>
        metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(HttpMethods.IsPost));

    private static bool HasPathParameter(IReadOnlyCollection<object> metadata) =>
        metadata.OfType<IRouteDiagnosticsMetadata>().Any(route => route.Route.Contains('{', StringComparison.Ordinal));
}
