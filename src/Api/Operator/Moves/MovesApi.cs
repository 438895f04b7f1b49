using System.Globalization;
using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Operator.Moves;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Operator.Moves;

/// <summary>Migrations, evacuation and drains, for those who run the region.</summary>
internal static class MovesApi
{
    public static void MapMoves(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Migrations");
        api.MapPost("/migrations", Migrate)
            .ForUseCase<MigrateInstance>("migration_begin", "Migrate an instance", "Moves an instance of any project to another host of its zone: while it runs (pre-copy or post-copy), or stopped for it (cold). The target holds its place before anything is copied; until the switch-over the instance is where it was. Follow `Operation-Location`: its `migration` shows rounds, dirty pages and the downtime to expect. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed, ProblemKind.NoCapacity);
        api.MapGet("/migrations", List)
            .ForUseCase<ListMigrations>("migration_list", "List migrations under way", "Every instance between hosts, and every one that a host has not confirmed to have let go. Operators only.")
            .Takes(QueryParameters.Limit, QueryParameters.Cursor);
        api.MapPost("/migrations/{instance}:cancel", Cancel)
            .ForUseCase<CancelMigration>("migration_cancel", "Cancel a migration", "Possible until the switch-over: the instance goes on where it is, the target lets go. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        api.MapPost("/hosts/{host}:evacuate", Evacuate)
            .ForUseCase<EvacuateHost>("host_evacuate", "Evacuate a dead host", "Starts elsewhere what was on a host that is down: not heard from, and its lease over, so that nothing runs there. What fits nowhere is in error with the explanation and is tried again. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        api.MapPost("/hosts/{host}:drain", Drain)
            .ForUseCase<DrainHost>("host_drain", "Drain a host", "Cordons the host and migrates everything away, so many at a time. The order stands until it is cancelled or the host is opened again; the host's `drain` shows how far it is and who is stuck. Asked again, it replaces the order. Operators only.")
            .Takes(QueryParameters.MaxConcurrent, QueryParameters.AllowCold, QueryParameters.Reason);
        api.MapPost("/hosts/{host}:pause-drain", Pause)
            .ForUseCase<PauseDrain>("host_drain_pause", "Pause a drain", "Nothing new begins; what is under way goes on. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        api.MapPost("/hosts/{host}:resume-drain", Resume)
            .ForUseCase<PauseDrain>("host_drain_resume", "Go on with a drain", "After a pause. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        api.MapPost("/hosts/{host}:cancel-drain", CancelDrain)
            .ForUseCase<CancelDrain>("host_drain_cancel", "Cancel a drain", "What is under way goes on; the host stays cordoned. Operators only.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
    }

    private static async Task<Results<Accepted<InstanceView>, ProblemResult>> Migrate(
        HttpContext http, Body<MigrateInstanceBody> body, ISender sender, CancellationToken cancellation)
    {
        if (!body.Value.TryToRequest(http.Request.IfVersion(), out var request, out var error)) return new ProblemResult(error);
        var outcome = await sender.Send(request, cancellation);
        if (!outcome.TryGet(out var accepted, out var problem)) return new ProblemResult(problem);
        http.Response.SetOperation(accepted);
        return TypedResults.Accepted(uri: (string?)null, accepted.Instance.ToView());
    }

    private static async Task<Results<Ok<PageView<MovingInstanceView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListMigrations(query.Cursor<Guid>(Guid.TryParse) is { } after ? new InstanceId(after) : null, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(MoveMapping.ToView));
    }

    private static async Task<Results<Ok<InstanceView>, ProblemResult>> Cancel(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new CancelMigration(http.Instance()), cancellation)).Ok(InstanceMapping.ToView);

    private static async Task<Results<Ok<HostView>, ProblemResult>> Evacuate(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new EvacuateHost(Host(http)), cancellation)).Ok(OperatorMapping.ToView);

    private static async Task<Results<Ok<HostView>, ProblemResult>> Drain(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var most = query.Choice<int>(QueryParameters.MaxConcurrent with { Choices = ["1", "2", "…", "32"] }, Count) ?? HostDrain.UsualConcurrent;
        var drain = new HostDrain(most, query.Choice<bool>(QueryParameters.AllowCold, bool.TryParse) ?? false, IsPaused: false);
        var request = new DrainHost(Host(http), drain, query.Text(QueryParameters.Reason));
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(OperatorMapping.ToView);
    }

    private static bool Count(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static async Task<Results<Ok<HostView>, ProblemResult>> Pause(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new PauseDrain(Host(http), IsPaused: true), cancellation)).Ok(OperatorMapping.ToView);

    private static async Task<Results<Ok<HostView>, ProblemResult>> Resume(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new PauseDrain(Host(http), IsPaused: false), cancellation)).Ok(OperatorMapping.ToView);

    private static async Task<Results<Ok<HostView>, ProblemResult>> CancelDrain(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new CancelDrain(Host(http)), cancellation)).Ok(OperatorMapping.ToView);

    private static HostId Host(HttpContext http) => new(http.Text("host"));
}
