using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Pages.Iaas.Instances;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Overview;

/// <summary>The landing page: what to do next, what happened, and how much is used.</summary>
public sealed partial class Home(ICloudClient cloud, PortalSession session, InstanceActor actor) : ComponentBase
{
    private const int MaxProjects = 4;

    private string _name = "";
    private ProjectView? _current;
    private IReadOnlyList<ProjectView> _projects = [];
    private IReadOnlyList<OperationView> _operations = [];
    private IReadOnlyList<StartStep> _steps = [];
    private RegionView? _region;
    private ProblemView? _problem;
    private long _since;

    protected override async Task OnInitializedAsync()
    {
        var me = (await session.MeAsync()).Value;
        _name = me is null ? "" : me.DisplayName.Length > 0 ? me.DisplayName.Split(' ')[0] : me.UserName;
        var projects = await session.ProjectsAsync();
        (_projects, _problem) = (projects.Value?.Items ?? [], projects.Problem);
        _current = await session.CurrentProjectAsync(null);
        if (me?.IsOperator == true)
            _region = (await cloud.SendAsync(CloudApi.Region())).Value;
        if (_current is { } current)
            await LoadAsync(current);
    }

    private async Task LoadAsync(ProjectView current)
    {
        _since = await actor.LatestSequenceAsync(current.Name);
        var operations = cloud.SendAsync(CloudApi.Operations(current.Name, null, 50));
        var instances = cloud.SendAsync(CloudApi.Instances(current.Name, new() { Limit = 100 }));
        var tokens = cloud.SendAsync(CloudApi.Tokens());
        await Task.WhenAll(operations, instances, tokens);
        var recent = (await operations).Value?.Items ?? [];
        _operations = [.. recent.Take(6)];
        _steps = StartStep.Of(current.Name, (await instances).Value?.Items ?? [], recent, (await tokens).Value?.Items ?? []);
    }
}
