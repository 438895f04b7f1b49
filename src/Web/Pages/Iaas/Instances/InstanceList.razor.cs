using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Models;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>The instances of a project: filtered and paged by the API, kept current by the event stream.</summary>
public sealed partial class InstanceList(ICloudClient cloud, PortalSession session, InstanceActor actor, NavigationManager navigation) : ComponentBase
{
    private static readonly string[] States = ["creating", "running", "stopping", "stopped", "starting", "rebooting", "deleting", "error"];

    private InstanceQuery _query = new();
    private PageView<InstanceView>? _page;
    private InstanceView? _deleting;
    private ProblemView? _problem;
    private long _since;

    [Parameter, EditorRequired]
    public required string Project { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Name { get; set; }

    [SupplyParameterFromQuery]
    private string? Label { get; set; }

    [SupplyParameterFromQuery]
    private string? Cursor { get; set; }

    [SupplyParameterFromQuery]
    private int? Limit { get; set; }

    /// <summary>The instance whose deletion is being confirmed.</summary>
    [SupplyParameterFromQuery]
    private Guid? Delete { get; set; }

    [SupplyParameterFromForm(FormName = "act")]
    private string? Act { get; set; }

    private string Here => PortalUrls.Instances(Project) + _query.ToQueryString();

    protected override async Task OnInitializedAsync()
    {
        _query = InstanceQuery.From(State, Kind, Name, Label, Cursor, Limit);
        _since = await actor.LatestSequenceAsync(Project);
        var page = await cloud.SendAsync(CloudApi.Instances(Project, _query));
        (_page, _problem) = (page.Value, page.Problem);
        if (_problem is { } problem)
            session.Status(problem.Status);
        _deleting = _page?.Items.FirstOrDefault(instance => instance.Id == Delete);
    }

    private string DeleteUrl(InstanceView instance) => PortalUrls.Instances(Project) + _query.ToQueryString(("delete", instance.Id.ToString("D")));

    private async Task ActAsync()
    {
        _problem = await actor.ActAsync(Project, Act);
        if (_problem is null)
            navigation.NavigateTo(Here);
        else
            session.Status(_problem.Status);
    }
}
