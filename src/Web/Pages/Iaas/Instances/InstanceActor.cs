using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Models;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>What the list and the page of instances have in common: acting on one, and where the event stream stands.</summary>
public sealed class InstanceActor(ICloudClient cloud, PortalSession session)
{
    private static readonly string[] Allowed = ["start", "stop", "reboot", "delete"];

    /// <summary>Sequence of the project's newest event, so that a page can follow the stream from exactly its own moment; 0 when there is none.</summary>
    public async Task<long> LatestSequenceAsync(string project)
    {
        var newest = await cloud.SendAsync(CloudApi.Events(project, null, 1) with { IsShown = false });
        return newest.Value?.Items is [var latest, ..] ? latest.Sequence : 0;
    }

    /// <summary>Does what a form button asked, written <c>action:id</c>. Returns the problem, or null after leaving a message for the next page.</summary>
    public async Task<ProblemView?> ActAsync(string project, string? act)
    {
        var parts = (act ?? "").Split(':');
        if (parts is not [var action, var id] || !Allowed.Contains(action, StringComparer.Ordinal) || !Guid.TryParse(id, out var instance))
            return new ProblemView { Type = "/problems/validation-failed", Title = "The form is not valid", Status = 400, Detail = "It named no action." };

        var reply = await cloud.SendAsync(CloudApi.Act(project, instance, action));
        if (!reply.IsSuccess)
            return reply.Problem;
        session.Flash($"{Words.Of(action)} of {reply.Value.Name} has begun.");
        return null;
    }
}
