using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Labs;
using Cloud.Contracts;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Labs;

/// <summary>The lecture's concepts as exercises that draw plots.</summary>
internal static class LabsApi
{
    public static void MapLabs(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Labs");
        api.MapGet("/labs", List)
            .ForUseCase<ListLabs>("lab_list", "List labs", "Every exercise, by its place in the course.");
        api.MapGet("/labs/{lab}", Get)
            .ForUseCase<GetLab>("lab_get", "Read a lab", "Explanation, formula, knobs with their ranges, what the plot must show, and where the numbers come from.");
        api.MapPost("/labs/{lab}:run", Run)
            .ForUseCase<RunLab>("lab_run", "Run a lab", "Draws the plot for these knobs and checks the statements about it. Nothing is stored: the same knobs give the same plot.");
    }

    private static async Task<Results<Ok<PageView<LabSummaryView>>, ProblemResult>> List(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListLabs(), cancellation)).Ok(labs => labs.ToPage(LabMapping.ToSummary));

    private static async Task<Results<Ok<LabView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetLab(http.Text("lab")), cancellation)).Ok(LabMapping.ToView);

    private static async Task<Results<Ok<LabRunView>, ProblemResult>> Run(HttpContext http, Body<RunLabBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new RunLab(http.Text("lab"), body.Value.Knobs), cancellation)).Ok(LabMapping.ToView);
}
