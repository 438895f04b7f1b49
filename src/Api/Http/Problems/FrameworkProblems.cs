using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Problems;

/// <summary>What the framework refuses on its own (no route, wrong method, too large ...) in our words.</summary>
internal static class FrameworkProblems
{
    public static Problem OfStatus(HttpContext http, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated(),
        StatusCodes.Status403Forbidden => new(ProblemKind.Forbidden, "Your role does not allow this."),
        StatusCodes.Status404NotFound => new(ProblemKind.NotFound, $"There is no resource at '{http.Request.Path}'."),
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed(http),
        StatusCodes.Status413PayloadTooLarge => TooLarge(http),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType(http.Request.ContentType),
        StatusCodes.Status408RequestTimeout => new(ProblemKind.ValidationFailed, "The request's body did not arrive in time."),
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => TimedOut(),
        >= 400 and < 500 => new(ProblemKind.ValidationFailed, "The request could not be read as HTTP."),
        _ => Internal(),
    };

    public static Problem OfBadRequest(HttpContext http, BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status400BadRequest => new(ProblemKind.ValidationFailed, exception.Message),
        var status => OfStatus(http, status),
    };

    public static Problem Unauthenticated() => new(
        ProblemKind.Unauthenticated, "Send 'Authorization: Bearer <token>' with a personal access token that is neither expired nor revoked, or sign in to the portal.");

    public static Problem UnsupportedMediaType(string? got) => new(
        ProblemKind.UnsupportedMediaType,
        string.IsNullOrEmpty(got) ? "The request has no Content-Type; send application/json." : "The Content-Type must be application/json in UTF-8.")
    {
        Fields = [new("Content-Type", string.IsNullOrEmpty(got) ? "is missing" : $"is '{got}'", "application/json")],
    };

    public static Problem TimedOut() => new(ProblemKind.Unavailable, "The request took longer than the server allows; it may still take effect. Read the resource before repeating it.")
    {
        RetryAfterSeconds = 1,
    };

    public static Problem Internal() => new(ProblemKind.Internal, "The request failed for a reason that the operator can look up under the request's id.");

    private static Problem MethodNotAllowed(HttpContext http) => new(
        ProblemKind.MethodNotAllowed, $"{http.Request.Method} is not supported at '{http.Request.Path}'.")
    {
        Fields = [new("method", $"is {http.Request.Method}", http.Response.Headers.Allow.ToString() is { Length: > 0 } allow ? allow : null)],
    };

    private static Problem TooLarge(HttpContext http)
    {
        var limit = Hosting.KestrelLimits.MaxBodyBytes;
        return new(ProblemKind.TooLarge, $"The request's body is larger than {limit} bytes.")
        {
            Fields = [new("body", http.Request.ContentLength is { } length ? $"has {length} bytes" : "is too long", $"at most {limit} bytes")],
        };
    }
}
