using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Layout;

/// <summary>Names of the portal's own cookies. None of them is a credential.</summary>
public static class PortalCookies
{
    /// <summary><c>light</c> or <c>dark</c>; absent follows the system. Scripts write it too, hence not HttpOnly.</summary>
    public const string Theme = "cloud-theme";

    /// <summary>Name of the project last looked at.</summary>
    public const string Project = "cloud-project";

    /// <summary>One message for the next page.</summary>
    public const string Flash = "cloud-flash";

    public static CookieOptions Lasting() => new() { Path = "/", SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true };

    public static CookieOptions Brief() =>
        new() { Path = "/", SameSite = SameSiteMode.Strict, HttpOnly = true, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true };
}
