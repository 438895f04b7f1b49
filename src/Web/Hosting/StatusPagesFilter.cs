using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Hosting;

/// <summary>
/// Gives an empty error answer, or an exception, on the portal's paths a page. The API's paths are left alone: there the answer is a
/// problem document, never HTML.
/// </summary>
internal sealed class StatusPagesFilter : IStartupFilter
{
    private static readonly string[] NotThePortal = ["/api", "/healthz", "/openapi", "/swagger", "/metrics", "/_framework", "/_content"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(IsPortal, portal =>
        {
            portal.Use(RefreshStatus.ApplyAsync);
            portal.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/status/500", CreateScopeForErrors = true });
            portal.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });
        next(app);
    };

    private static bool IsPortal(HttpContext context) =>
        !NotThePortal.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal));
}
