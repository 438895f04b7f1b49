using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Hosting;

/// <summary>
/// A page that refreshes itself asks with <see cref="Asked"/> and is told its status in <see cref="Status"/> of a 200: that what the page
/// shows was deleted meanwhile is news, and a browser reports every failed request on its console as an error.
/// </summary>
internal static class RefreshStatus
{
    /// <summary>Request header of a live page, sent by <c>live.js</c>.</summary>
    public const string Asked = "Cloud-Refresh";

    /// <summary>Response header with the status that the page would have had.</summary>
    public const string Status = "Cloud-Page-Status";

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        // Registered before anything else, so it runs last: after whoever else sets the status when the answer starts.
        if (context.Request.Headers.ContainsKey(Asked))
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
                    return Task.CompletedTask;
                context.Response.Headers[Status] = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status200OK;
                return Task.CompletedTask;
            });
        return next(context);
    }
}
