using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Model;
using Cloud.Contracts;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Model;

/// <summary>The cost model opened: its constants, its check against published measurements, and the kinds of hosts it knows.</summary>
internal static class ModelApi
{
    public static void MapModel(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Model");
        api.MapGet("/model/constants", Constants).Takes(QueryParameters.Section)
            .ForUseCase<ListModelConstants>("model_constant_list", "List the model's constants", "Every number of the cost model with its unit, how sure it is, and its source.");
        api.MapGet("/model/validation", Validation)
            .ForUseCase<GetValidation>("model_validation_get", "Read the model's validation", "The model against every published measurement, with verdicts; values outside their band are explained.");
        api.MapGet("/hardware-profiles", Profiles)
            .ForUseCase<ListHardwareProfiles>("hardware_profile_list", "List hardware profiles", "The kinds of physical hosts that the model knows.");
        api.MapGet("/hardware-profiles/{profile}", Profile)
            .ForUseCase<GetHardwareProfile>("hardware_profile_get", "Read a hardware profile", "One kind of host with every number and its source.");
        api.MapPost("/hardware-profiles:check", Check)
            .ForUseCase<CheckHardwareProfile>("hardware_profile_check", "Check a hardware profile", "Reads a profile file and reports everything that is wrong with it. Nothing is stored.");
    }

    private static async Task<Results<Ok<ModelConstantsView>, ProblemResult>> Constants(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var section = query.Text(QueryParameters.Section);
        query.Check();
        return (await sender.Send(new ListModelConstants(section), cancellation)).Ok(ModelMapping.ToView);
    }

    private static async Task<Results<Ok<ValidationView>, ProblemResult>> Validation(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetValidation(), cancellation)).Ok(ModelMapping.ToView);

    private static async Task<Results<Ok<PageView<HardwareProfileSummaryView>>, ProblemResult>> Profiles(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListHardwareProfiles(), cancellation)).Ok(profiles => profiles.ToPage(ProfileMapping.ToSummary));

    private static async Task<Results<Ok<HardwareProfileView>, ProblemResult>> Profile(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetHardwareProfile(http.Text("profile")), cancellation)).Ok(ProfileMapping.ToView);

    private static async Task<Results<Ok<HardwareProfileCheckView>, ProblemResult>> Check(
        Body<CheckHardwareProfileBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new CheckHardwareProfile(body.Value.Profile.GetRawText()), cancellation)).Ok(ProfileMapping.ToView);
}
