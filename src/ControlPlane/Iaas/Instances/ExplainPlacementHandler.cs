using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Experiments.Scripting;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>
/// The scheduler's answer on the writer's own ledger, between two decisions. A script is not run there: the hosts that fit are noted, scored
/// beside the service, and the pipeline then looks the scores up. Groups and preemption: <see cref="GroupQuestions"/>.
/// </summary>
public sealed class ExplainPlacementHandler(CellWriter writer, RegionDescription region, AccessDirectory directory, ScriptRunner scripts)
    : IRequestHandler<ExplainPlacement, Outcome<PlacementAnswer>>
{
    public async ValueTask<Outcome<PlacementAnswer>> Handle(ExplainPlacement request, CancellationToken cancellationToken)
    {
        var access = directory.Current;
        var flavor = access.FindFlavor(request.Flavor);
        var errors = CatalogueChecks.CheckFlavor(flavor, request.Flavor, request.Kind).Concat(CatalogueChecks.CheckZone(request.Zone, writer.Zones)).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var shape = request.Override.Of(flavor!.Shape);
        errors.AddRange(CatalogueChecks.CheckShape(flavor.Shape, request.Override));
        if (errors.Count > 0)
            return Problem.Invalid(errors);

        if (request.Script is { } script)
        {
            var scored = await ScriptAsync(request, shape, access.ExpectedGuests, script, cancellationToken);
            return scored.TryGet(out var decision, out var problem) ? new PlacementAnswer(decision) : problem;
        }

        var profile = request.Policy is { } policy ? PlacementProfiles.Find(policy) : null;
        return await GroupQuestions.AskAsync(writer, region, request, shape, access.ExpectedGuests, profile);
    }

    private async Task<Outcome<PlacementDecision>> ScriptAsync(
        ExplainPlacement request, InstanceShape shape, WorkloadMix expected, string script, CancellationToken cancellation)
    {
        var capture = new FactsCapture();
        var noted = await writer.ReadAsync<PlacementRequest>(state =>
        {
            var ask = Ask(state, request, shape, expected);
            ZonePlacer.Place(state, request.Project, ask, ScriptProfile.With(capture));
            return ask;
        });
        if (!noted.TryGet(out var asked, out var problem)) return problem;
        var facts = capture.Facts;
        if (await scripts.RunAsync(script, facts, asked, cancellation) is not { } outcome)
            return new Problem(ProblemKind.Unavailable, "Other scripts are running; only one runs at a time.") { RetryAfterSeconds = 5 };
        if (outcome.Failure is { } failure)
            return new Problem(ProblemKind.ScriptFailed, Sentence(failure)).With("script", failure);
        var profile = ScriptProfile.With(new ScriptScores(facts, outcome.Scores));
        return await writer.ReadAsync<PlacementDecision>(state => ZonePlacer.Place(state, request.Project, Ask(state, request, shape, expected), profile).Decision);
    }

    private static PlacementRequest Ask(ClusterState state, ExplainPlacement request, InstanceShape shape, WorkloadMix expected) =>
        ZonePlacer.Ask(state, request.Kind, shape, request.Zone, expected);

    private static string Sentence(ScriptFailure failure) =>
        $"{(failure.Line is { } line ? $"Line {line}: " : "")}{failure.Message}{(failure.Host is { } host ? $" (host {host})" : "")}";
}
