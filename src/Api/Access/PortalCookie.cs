using System.Security.Claims;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Cloud.Api.Access;

/// <summary>The portal's session: a sealed cookie that names the user. Whether the user may still come in is asked at every request.</summary>
internal static class PortalCookie
{
    public const string Scheme = "portal";
    public const string Name = "cloud-session";
    public const string SignInPath = "/account/sign-in";

    /// <summary>An idle session ends after this time; a used one slides on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.AccessDeniedPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = context =>
        {
            if (UserOf(context.HttpContext, context.Principal) is null)
            {
                context.RejectPrincipal();
                return context.HttpContext.SignOutAsync(Scheme);
            }

            return Task.CompletedTask;
        };
    }

    public static Task SignInAsync(HttpContext http, UserRecord user)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(ClaimTypes.Name, user.UserName)], Scheme, ClaimTypes.Name, roleType: null);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>The user behind the cookie, if the session still holds; null without one.</summary>
    public static async Task<UserRecord?> ReadAsync(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(Name))
            return null;
        var result = await http.AuthenticateAsync(Scheme);
        return result.Succeeded ? UserOf(http, result.Principal) : null;
    }

    private static UserRecord? UserOf(HttpContext http, ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && http.RequestServices.GetRequiredService<AccessDirectory>().Current.FindUser(new UserId(id)) is { IsDisabled: false } user
            ? user
            : null;
}
