using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Catalogue;
using Cloud.Api.Operator;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Instances;

/// <summary>Why an instance is where it is, and where one would go.</summary>
internal static class PlacementsApi
{
    public static void MapPlacements(this IEndpointRouteBuilder api)
    {
        var project = api.MapGroup("/projects/{project}").WithTags("Placements");
        project.MapGet("/instances/{instance}/placement", Get)
            .ForUseCase<GetInstance>("placement_get", "Read why an instance is where it is", "The explanation stored when the instance was placed: which rules refused how many hosts, and how the best ones scored.");
        project.MapPost("/placements:explain", Explain)
            .ForUseCase<ExplainPlacement>("placement_explain", "Ask where an instance would go", "A dry run under the region's policy, a named one or a script: nothing is created and no quota is checked. When nothing fits, the explanation says what was missing and what would help. Several at once are placed all or none, by the rules of their group; with a priority, the answer says what preemption of spot instances would cost.")
            .MayRefuse(ProblemKind.ScriptFailed);
        project.MapGet("/capacity", Capacity)
            .ForUseCase<GetProjectCapacity>("project_capacity", "Read how many more the project could create", "For each flavor, kind and zone: the smaller of what the project's quota and what the zone's hosts allow, and which of them ends it. The numbers are alternatives, not a sum.")
            .Takes(QueryParameters.Flavor, QueryParameters.Zone);
    }

    private static async Task<Results<Ok<PageView<ProjectSlotsView>>, ProblemResult>> Capacity(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new GetProjectCapacity(
            http.Project(), query.Text(QueryParameters.Flavor) is { } flavor ? new FlavorId(flavor) : null,
            query.Text(QueryParameters.Zone) is { } zone ? new ZoneId(zone) : null);
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(slots => slots.ToPage(OperatorMapping.ToView));
    }

    private static async Task<Results<Ok<PlacementDecisionView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetInstance(http.Project(), http.Instance()), cancellation)).Ok(PlacementMapping.ToPlacementView);

    private static async Task<Results<Ok<PlacementDecisionView>, ProblemResult>> Explain(
        HttpContext http, Body<ExplainPlacementBody> body, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var zone = asked.Zone is { } name ? new ZoneId(name) : (ZoneId?)null;
        var request = new ExplainPlacement(http.Project(), Names.Kind(asked.Kind), new FlavorId(asked.Flavor), zone, asked.Policy, asked.Script)
        {
            Count = asked.Count ?? 1,
            Group = TermsMapping.Terms(asked.Group, 0, spot: false).Group,
            Priority = asked.Priority,
            Override = asked.Needs.ToOverride(),
        };
        return (await sender.Send(request, cancellation)).Ok(PlacementMapping.ToView);
    }
}
