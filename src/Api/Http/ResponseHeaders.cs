namespace Cloud.Api.Http;

/// <summary>The headers that every answer carries, and the request's id.</summary>
internal sealed class ResponseHeaders(RequestDelegate next)
{
    public const string RequestId = "X-Request-Id";

    /// <summary>Strict: nothing inline but styles (Blazor and Swagger UI set some), nothing from elsewhere, no frames.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const int MaxRequestIdLength = 64;

    public Task InvokeAsync(HttpContext http)
    {
        http.TraceIdentifier = Accept(http.Request.Headers[RequestId].ToString()) ?? Guid.CreateVersion7().ToString("N");
        Apply(http);
        return next(http);
    }

    public static void Apply(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers[RequestId] = http.TraceIdentifier;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
    }

    /// <summary>A caller's own id is taken over when it is short and harmless in a log; otherwise the server makes one.</summary>
    private static string? Accept(string given)
    {
        if (given.Length is 0 or > MaxRequestIdLength)
            return null;
        foreach (var character in given)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return null;
        }

        return given;
    }
}
