using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Account;

/// <summary>Personal access tokens. A new secret is in the answer to the form's post and nowhere else: no redirect, no store.</summary>
public sealed partial class Tokens(ICloudClient cloud, PortalSession session, NavigationManager navigation, TimeProvider clock) : ComponentBase
{
    private IReadOnlyList<TokenView>? _tokens;
    private IReadOnlyList<ProjectView> _projects = [];
    private IssuedTokenView? _issued;
    private ProblemView? _problem;

    [SupplyParameterFromQuery]
    private Guid? Revoke { get; set; }

    [SupplyParameterFromForm(FormName = "create")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "create")]
    private string? Scope { get; set; }

    [SupplyParameterFromForm(FormName = "create")]
    private string? Project { get; set; }

    [SupplyParameterFromForm(FormName = "create")]
    private int? Days { get; set; }

    [SupplyParameterFromForm(FormName = "revoke")]
    private Guid? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _projects = (await session.ProjectsAsync()).Value?.Items ?? [];
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.Tokens());
        _tokens = reply.Value?.Items;
        if (reply.Problem is { } problem)
            Fail(problem);
    }

    private async Task CreateAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.CreateToken(new CreateTokenBody
        {
            Name = Name ?? "",
            Scope = Scope ?? "write",
            Project = Guid.TryParse(Project, out var project) ? project : null,
            LifetimeDays = Days ?? 30,
        }));
        _issued = reply.Value;
        if (reply.Problem is { } problem)
            Fail(problem);
        else
            await LoadAsync();
    }

    private async Task RevokeAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.RevokeToken(Token ?? Guid.Empty));
        if (reply.Problem is { } problem)
        {
            Fail(problem);
            return;
        }

        session.Flash("The token was revoked.");
        navigation.NavigateTo(PortalUrls.Tokens);
    }

    private void Fail(ProblemView problem)
    {
        _problem = problem;
        session.Status(problem.Status);
    }

    private string NameOf(Guid? project) => _projects.FirstOrDefault(p => p.Id == project)?.Name ?? "a project you left";
}
