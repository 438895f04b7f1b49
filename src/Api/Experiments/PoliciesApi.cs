using Cloud.Api.Http;
using Cloud.Api.Http.Problems;
using Cloud.Contracts;
using Cloud.ControlPlane.Experiments;
using Cloud.Scheduler.Pipeline;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Experiments;

/// <summary>The placement policies there are.</summary>
internal static class PoliciesApi
{
    public static void MapPolicies(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Policies").MapGet("/policies", List)
            .ForUseCase<ListPolicies>("policy_list", "List placement policies", "Every policy by name: its scorers, how they are put together, and whether an index can answer. Try one with placements:explain.");

    private static async Task<Results<Ok<PageView<PolicyView>>, ProblemResult>> List(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListPolicies(), cancellation)).Ok(policies => policies.ToPage(ToView));

    private static PolicyView ToView(PolicyStatus policy) => new(
        policy.Profile.Name, policy.Profile.Description, policy.InForce, Name(policy.Profile.Composition), policy.Profile.IsIndexable,
        [.. policy.Profile.Scorers.Select(scorer => new PolicyScorerView(scorer.Scorer.Name, scorer.Weight))],
        [.. policy.Profile.Filters.Select(filter => filter.Name)]);

    private static string Name(ScoreComposition composition) => composition switch
    {
        ScoreComposition.Weighted => "weighted",
        ScoreComposition.Absolute => "absolute",
        ScoreComposition.Lexicographic => "lexicographic",
    };
}
