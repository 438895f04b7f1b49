using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>
/// Launches an instance. The address holds the form's values, so the page script shows the effect of every change by
/// asking for this page again and taking over two panels: one renderer, no circuit, and it works without scripts.
/// </summary>
public sealed partial class Launch(ICloudClient cloud, PortalSession session, NavigationManager navigation) : ComponentBase
{
    private LaunchForm? _form;
    private LaunchChoices _choices = LaunchChoices.None;
    private PlacementDecisionView? _decision;
    private ProblemView? _refusal;
    private ProblemView? _problem;
    private ProjectView? _project;
    private ApiCall? _call;
    private IReadOnlyList<ReservationView> _reservations = [];
    private string _key = "";

    [Parameter, EditorRequired]
    public required string Project { get; set; }

    /// <summary>The request being answered: the form's values are in its query (a preview) or in its body.</summary>
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var flavors = cloud.SendAsync(CloudApi.Flavors());
        var images = cloud.SendAsync(CloudApi.Images());
        var zones = cloud.SendAsync(CloudApi.Zones());
        var reservations = cloud.SendAsync(CloudApi.Reservations(Project));
        await Task.WhenAll(flavors, images, zones, reservations);
        _reservations = (await reservations).Value?.Items ?? [];
        _problem = (await flavors).Problem ?? (await images).Problem ?? (await zones).Problem;
        if (_problem is { } problem)
        {
            session.Status(problem.Status);
            return;
        }

        _project = (await session.ProjectsAsync()).Value?.Items.FirstOrDefault(project =>
            string.Equals(project.Name, Project, StringComparison.Ordinal) || string.Equals(project.Id.ToString("D"), Project, StringComparison.OrdinalIgnoreCase));
        var asked = LaunchForm.From(Http?.Request);
        _choices = LaunchChoices.Of((await flavors).Value!.Items, (await images).Value!.Items, (await zones).Value!.Items, asked.Kind);
        _form = _choices.Complete(asked);
        _key = LaunchForm.Blank(asked.Key) ?? Guid.NewGuid().ToString("N");
        _call = CloudApi.CreateInstance(Project, _form.ToBody(placeholder: LaunchForm.ExampleName), _key);
        await ExplainAsync(_form);
    }

    private async Task ExplainAsync(LaunchForm form)
    {
        var reply = await cloud.SendAsync(CloudApi.Explain(
            Project, new ExplainPlacementBody
            {
                Kind = form.Kind!, Flavor = form.Flavor ?? "", Zone = LaunchForm.Blank(form.Zone), Needs = form.Needs.ToBody(),
                Group = form.Terms.ToGroup(), Priority = form.Terms.PriorityNumber,
            }));
        (_decision, _refusal) = (reply.Value, reply.Problem);
        if (_refusal is { Status: 404 })
        {
            (_problem, _form) = (_refusal, null);
            session.Status(404);
        }
    }

    private async Task SubmitAsync()
    {
        if (_form is not { } form || string.Equals(form.Intent, "preview", StringComparison.Ordinal))
            return;
        var reply = await cloud.SendAsync(CloudApi.CreateInstance(Project, form.ToBody(), _key));
        if (reply.IsSuccess)
        {
            session.Flash($"{reply.Value.Name} is being created on {reply.Value.Placement.Host}.");
            navigation.NavigateTo(PortalUrls.Instance(Project, reply.Value.Id));
            return;
        }

        // The key belongs to the request that was refused; the corrected one is a new request.
        _key = Guid.NewGuid().ToString("N");
        _problem = reply.Problem;
        session.Status(reply.Problem.Status);
    }
}
