using Cloud.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cloud.Web.Hosting;

/// <summary>Stores the colour theme in a cookie, for browsers without scripts; with scripts the page does it itself.</summary>
internal static class ThemeSwitch
{
    public static void MapThemeSwitch(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/theme", (HttpContext context, [FromForm] string? theme, [FromForm] string? returnUrl) =>
        {
            if (theme is "light" or "dark")
                context.Response.Cookies.Append(PortalCookies.Theme, theme, PortalCookies.Lasting());
            else
                context.Response.Cookies.Delete(PortalCookies.Theme);
            return Results.LocalRedirect(PortalUrls.LocalOr(returnUrl, "/"));
        }).AllowAnonymous().ExcludeFromDescription();
}
