using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Access;

/// <summary>
/// Runs before every endpoint that has a use case: who calls, how often they may, and the parts of the request that are the same everywhere.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, CallerSource callers, CallLimiter limiter)
{
    public const string PortalHeader = "X-Cloud-Portal";

    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        return endpoint?.Metadata.GetMetadata<UseCase>() is { } useCase ? InvokeAsync(http, endpoint, useCase) : next(http);
    }

    private async Task InvokeAsync(HttpContext http, Endpoint endpoint, UseCase useCase)
    {
        var call = http.RequestServices.GetRequiredService<CallContext>();
        if (!useCase.AllowsAnonymous)
        {
            var header = http.Request.Headers.Authorization;
            var caller = header.Count > 0 ? callers.FromHeader(header.ToString()) : await FromCookieAsync(http);
            if (caller is null)
            {
                await ProblemWriter.WriteAsync(http, FrameworkProblems.Unauthenticated());
                return;
            }

            call.Caller = caller;
            if (limiter.Refuse(caller) is { } limited)
            {
                await ProblemWriter.WriteAsync(http, limited);
                return;
            }
        }

        QueryReader.RefuseUnknown(http, endpoint);
        if (HttpMethods.IsPost(http.Request.Method))
            IdempotencyKeys.Read(http, call);
        await next(http);
    }

    private static async Task<Caller?> FromCookieAsync(HttpContext http)
    {
        if (await PortalCookie.ReadAsync(http) is not { } user)
            return null;

        var method = http.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (!isSafe && !string.Equals(http.Request.Headers[PortalHeader], "1", StringComparison.Ordinal))
        {
            throw new RefusedException(new Problem(
                ProblemKind.Forbidden, $"A change that comes with the portal's cookie needs the header '{PortalHeader}: 1', which other sites cannot send.")
            {
                Fields = [new FieldError(PortalHeader, "is missing", "1")],
            });
        }

        return CallerSource.FromSession(user);
    }
}
