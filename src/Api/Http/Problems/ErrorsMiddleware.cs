namespace Cloud.Api.Http.Problems;

/// <summary>
/// The last word on every request outside the portal: whatever goes wrong leaves as a problem document, and an unexpected exception leaves
/// nothing but the request's id.
/// </summary>
internal sealed partial class ErrorsMiddleware(RequestDelegate next, ILogger<ErrorsMiddleware> log)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
                await ProblemWriter.WriteAsync(http, FrameworkProblems.OfStatus(http, http.Response.StatusCode));
        }
        catch (RefusedException refused) when (!http.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(http, refused.Problem);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(http, FrameworkProblems.OfBadRequest(http, bad));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            LogFailure(log, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "no endpoint", http.TraceIdentifier, exception);
            http.Response.Clear();
            ResponseHeaders.Apply(http);
            await ProblemWriter.WriteAsync(http, FrameworkProblems.Internal());
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed; request id {RequestId}")]
    private static partial void LogFailure(ILogger log, string method, string endpoint, string requestId, Exception exception);
}
