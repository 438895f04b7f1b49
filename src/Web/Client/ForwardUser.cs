using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cloud.Web.Client;

/// <summary>
/// Sends the browser's cookie on, so that the API sees the signed-in user and nobody else, and marks the request as the
/// portal's, which the API demands of unsafe requests that come with a cookie.
/// </summary>
public sealed class ForwardUser(IHttpContextAccessor accessor) : DelegatingHandler
{
    /// <summary>Header that a page of another site cannot set.</summary>
    public const string PortalHeader = "X-Cloud-Portal";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(PortalHeader, "1");
        if (accessor.HttpContext is { } context && context.Request.Headers.Cookie is { Count: > 0 } cookie)
            request.Headers.TryAddWithoutValidation(HeaderNames.Cookie, cookie.ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
