using System.Buffers.Text;
using System.Text;
using Cloud.Contracts;
using Cloud.Web.Client;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Layout;

/// <summary>What every page of one request shares: who is signed in, their projects, and a message for the next page.</summary>
public sealed class PortalSession(ICloudClient cloud, IHttpContextAccessor accessor)
{
    private Task<Reply<MeView>>? _me;
    private Task<Reply<PageView<ProjectView>>>? _projects;

    /// <summary>The signed-in user; asked once per request.</summary>
    public Task<Reply<MeView>> MeAsync() => _me ??= cloud.SendAsync(CloudApi.Me());

    /// <summary>The user's projects; asked once per request.</summary>
    public Task<Reply<PageView<ProjectView>>> ProjectsAsync() => _projects ??= cloud.SendAsync(CloudApi.Projects());

    /// <summary>The project named in the address, else the one last looked at, else the first; null when there is none.</summary>
    public async Task<ProjectView?> CurrentProjectAsync(string? named)
    {
        var projects = (await ProjectsAsync()).Value?.Items ?? [];
        return Find(projects, named) ?? Find(projects, accessor.HttpContext?.Request.Cookies[PortalCookies.Project]) ?? (projects is [var first, ..] ? first : null);
    }

    /// <summary>Remembers the project for pages that name none.</summary>
    public void Remember(string project)
    {
        if (accessor.HttpContext is { Response.HasStarted: false } context
            && !string.Equals(context.Request.Cookies[PortalCookies.Project], project, StringComparison.Ordinal))
            context.Response.Cookies.Append(PortalCookies.Project, project, PortalCookies.Lasting());
    }

    /// <summary>The theme the browser chose, or null for the system's.</summary>
    public string? Theme => accessor.HttpContext?.Request.Cookies[PortalCookies.Theme] is "light" or "dark"
        ? accessor.HttpContext.Request.Cookies[PortalCookies.Theme]
        : null;

    /// <summary>Leaves a message for the page that follows a redirect.</summary>
    public void Flash(string message) =>
        accessor.HttpContext?.Response.Cookies.Append(
            PortalCookies.Flash, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(message)), PortalCookies.Brief());

    /// <summary>Takes the message left by the page before, if any.</summary>
    public string? TakeFlash()
    {
        if (accessor.HttpContext is not { Response.HasStarted: false } context || context.Request.Cookies[PortalCookies.Flash] is not { Length: > 0 } cookie)
            return null;
        context.Response.Cookies.Delete(PortalCookies.Flash, PortalCookies.Brief());
        return Base64Url.IsValid(cookie) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cookie)) : null;
    }

    /// <summary>HTTP status of the page being rendered.</summary>
    public int PageStatus { get; private set; } = StatusCodes.Status200OK;

    /// <summary>Sets the HTTP status of the page being rendered.</summary>
    public void Status(int status)
    {
        PageStatus = status;
        // At the last moment: the renderer throws the page away when it finds a 404 before, and leaves the answer empty.
        if (accessor.HttpContext is { Response: { HasStarted: false } response })
            response.OnStarting(() =>
            {
                response.StatusCode = PageStatus;
                return Task.CompletedTask;
            });
    }

    private static ProjectView? Find(IReadOnlyList<ProjectView> projects, string? name) => projects.FirstOrDefault(project =>
        string.Equals(project.Name, name, StringComparison.Ordinal) || string.Equals(project.Id.ToString("D"), name, StringComparison.OrdinalIgnoreCase));
}
