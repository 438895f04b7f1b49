using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>One instance: state and actions, what it is, its operations with boot timeline, its events, and why it is where it is.</summary>
public sealed partial class InstancePage(ICloudClient cloud, PortalSession session, InstanceActor actor, NavigationManager navigation) : ComponentBase
{
    private InstanceView? _instance;
    private IReadOnlyList<OperationView> _operations = [];
    private IReadOnlyList<EventView> _events = [];
    private Dictionary<Guid, string> _people = [];
    private PlacementDecisionView? _decision;
    private ProblemView? _whyNot;
    private ContainerView? _inside;
    private ProblemView? _insideNot;
    private MetricsView? _measured;
    private IReadOnlyList<MetricView> _metrics = [];
    private ProblemView? _problem;
    private bool _isOperator;
    private long _since;

    [Parameter, EditorRequired]
    public required string Project { get; set; }

    [Parameter, EditorRequired]
    public required Guid Id { get; set; }

    /// <summary>Set while the deletion is being confirmed.</summary>
    [SupplyParameterFromQuery]
    private Guid? Delete { get; set; }

    [SupplyParameterFromForm(FormName = "act")]
    private string? Act { get; set; }

    private string Here => PortalUrls.Instance(Project, Id);

    protected override async Task OnInitializedAsync()
    {
        _since = await actor.LatestSequenceAsync(Project);
        var instance = cloud.SendAsync(CloudApi.Instance(Project, Id));
        var operations = cloud.SendAsync(CloudApi.Operations(Project, Id, 5));
        var events = cloud.SendAsync(CloudApi.Events(Project, Id, 20));
        var placement = cloud.SendAsync(CloudApi.Placement(Project, Id));
        var members = cloud.SendAsync(CloudApi.Members(Project) with { IsShown = false });
        var measured = cloud.SendAsync(CloudApi.InstanceMetrics(Project, Id));
        var metrics = cloud.SendAsync(CloudApi.Metrics("instance"));
        await Task.WhenAll(instance, operations, events, placement, members, measured, metrics);

        (_instance, _problem) = ((await instance).Value, (await instance).Problem);
        _operations = (await operations).Value?.Items ?? [];
        _events = (await events).Value?.Items ?? [];
        (_measured, _metrics) = ((await measured).Value, (await metrics).Value?.Items ?? []);
        (_decision, _whyNot) = ((await placement).Value, (await placement).Problem);
        if (_instance is { Kind: "container" } container)
        {
            var inside = await cloud.SendAsync(CloudApi.Container(Project, container.Id));
            (_inside, _insideNot) = (inside.Value, inside.Problem);
        }

        if (_problem is { } problem)
            session.Status(problem.Status);
        await NameAsync((await members).Value?.Items ?? []);
    }

    private async Task NameAsync(IReadOnlyList<RoleAssignmentView> members)
    {
        _people = members.Where(member => member.UserName is not null).DistinctBy(member => member.User).ToDictionary(member => member.User, member => member.UserName!);
        _people[Guid.Empty] = "the control plane";
        if ((await session.MeAsync()).Value is { } me)
        {
            _people[me.Id] = "you";
            _isOperator = me.IsOperator;
        }
    }

    private string Person(Guid id) => _people.GetValueOrDefault(id) ?? $"user {id.ToString("D")[..8]}";

    private async Task ActAsync()
    {
        _problem = await actor.ActAsync(Project, Act);
        if (_problem is { } problem)
            session.Status(problem.Status);
        else
            navigation.NavigateTo(Act?.StartsWith("delete", StringComparison.Ordinal) == true ? PortalUrls.Instances(Project) : Here);
    }
}
