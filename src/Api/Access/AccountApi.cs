using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Cloud.Api.Access;

/// <summary>The two forms behind the portal's session. The page itself belongs to the portal.</summary>
internal static class AccountApi
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").WithMetadata(new RequireAntiforgeryTokenAttribute(required: true)).ExcludeFromDescription();
        account.MapPost("/sign-in", SignIn);
        account.MapPost("/sign-out", (Delegate)SignOut);
    }

    private static async Task<IResult> SignIn(
        HttpContext http, ISignIn signIn, AccessDirectory directory, SignInThrottle throttle, CancellationToken cancellation)
    {
        if (!IsGenuine(http) || !http.Request.HasFormContentType)
            return Back("expired", returnUrl: null);
        if (throttle.Refuse(http) is { } tooMany)
            return new ProblemResult(tooMany);

        var form = await http.Request.ReadFormAsync(cancellation);
        var (userName, password, returnUrl) = (form["userName"].ToString(), form["password"].ToString(), form["returnUrl"].ToString());
        if (userName.Length == 0 || password.Length == 0)
            return Back("failed", returnUrl);

        var result = await signIn.CheckAsync(userName, password, cancellation);
        if (result.LockedOut)
            return Back("throttled", returnUrl);
        if (result.User is not { } id || directory.Current.FindUser(id) is not { IsDisabled: false } user)
            return Back("failed", returnUrl);

        await PortalCookie.SignInAsync(http, user);
        return new SeeOther(Local(returnUrl));
    }

    private static async Task<IResult> SignOut(HttpContext http)
    {
        if (IsGenuine(http))
            await http.SignOutAsync(PortalCookie.Scheme);
        return new SeeOther(PortalCookie.SignInPath);
    }

    /// <summary>The antiforgery middleware has looked at the form already; a stale page is sent back to be loaded again.</summary>
    private static bool IsGenuine(HttpContext http) => http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };

    private static SeeOther Back(string error, string? returnUrl) =>
        new($"{PortalCookie.SignInPath}?error={error}&returnUrl={Uri.EscapeDataString(Local(returnUrl))}");

    /// <summary>Only paths of this site: nobody is sent elsewhere after signing in.</summary>
    internal static string Local(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";

    /// <summary>303: the browser follows with GET.</summary>
    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
