using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Rebalancing;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Operator.Rebalancing;

/// <summary>Plans of live migrations, for those who run the region.</summary>
internal static class RebalancingApi
{
    public static void MapRebalancing(this IEndpointRouteBuilder api) => api.MapGroup("").WithTags("Region").MapPost("/rebalancing:plan", Plan)
        .ForUseCase<PlanRebalancing>("rebalancing_plan", "Plan moves", "A dry run: an ordered plan of moves that drains, evacuates, defragments, consolidates or cools, under a budget, with the gain before and after. Nothing is moved. Operators only.");

    private static async Task<Results<Ok<RebalancingPlanView>, ProblemResult>> Plan(
        Body<PlanRebalancingBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(body.Value.ToRequest(), cancellation)).Ok(RebalancingMapping.ToView);
}
