using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Models;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Operator.Faults;

/// <summary>What is made to go wrong: in force, by hand, as a drill, and what has ended.</summary>
public sealed partial class FaultsPage(ICloudClient cloud, PortalSession session, NavigationManager navigation) : ComponentBase
{
    private const int EndedShown = 20;
    private const int HostsOffered = 200;

    private IReadOnlyList<FaultView>? _active;
    private IReadOnlyList<FaultView> _ended = [];
    private IReadOnlyList<DrillView> _drills = [];
    private IReadOnlyList<HostView> _hosts = [];
    private ProblemView? _problem;

    [SupplyParameterFromForm(FormName = "inject")]
    private FaultForm? Input { get; set; }

    [SupplyParameterFromForm(FormName = "heal")]
    private Guid? Fault { get; set; }

    [SupplyParameterFromForm(FormName = "drill")]
    private string? Drill { get; set; }

    private FaultForm Asked => Input ??= new();

    protected override async Task OnInitializedAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.Faults(isActive: true, 64));
        _active = reply.Value?.Items;
        if (reply.Problem is { } problem)
        {
            Fail(problem);
            return;
        }

        _ended = (await cloud.SendAsync(CloudApi.Faults(isActive: false, EndedShown))).Value?.Items ?? [];
        _drills = (await cloud.SendAsync(CloudApi.Drills())).Value?.Items ?? [];
        _hosts = (await cloud.SendAsync(CloudApi.Hosts(zone: null, HostsOffered) with { IsShown = false })).Value?.Items ?? [];
    }

    private async Task InjectAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.InjectFault(Asked.ToBody()));
        Finish(reply.Problem, reply.Value is { } fault ? $"{Words.Of(fault.Kind)} on {fault.Target}." : "");
    }

    private async Task HealAsync() => Finish((await cloud.SendAsync(CloudApi.HealFault(Fault ?? Guid.Empty))).Problem, "The fault is healed.");

    private async Task DrillAsync()
    {
        var reply = await cloud.SendAsync(CloudApi.StartDrill(Drill ?? "none"));
        Finish(reply.Problem, reply.Value is { } faults ? $"The drill has begun: {faults.Items.Count} {(faults.Items.Count == 1 ? "fault" : "faults")}." : "");
    }

    private void Finish(ProblemView? problem, string message)
    {
        if (problem is not null)
        {
            Fail(problem);
            return;
        }

        session.Flash(message);
        navigation.NavigateTo(PortalUrls.Faults);
    }

    private void Fail(ProblemView problem)
    {
        _problem = problem;
        session.Status(problem.Status);
    }
}
