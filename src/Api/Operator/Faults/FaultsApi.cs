using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Operator.Faults;

/// <summary>Faults of the modelled world as a resource, and drills, for those who run the region.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Faults");
        api.MapPost("/faults", Inject)
            .ForUseCase<InjectFault>("fault_inject", "Inject a fault", "Makes something go wrong in the modelled world: on a host, a rack, a zone or everywhere, for a time or until it is healed. Faults on the same host add up. What is left out of the parameters is as the kind does by default. A restart of the control plane heals everything. Operators only.")
            .MayRefuse(ProblemKind.NotSupported, ProblemKind.InUse);
        api.MapGet("/faults", List)
            .ForUseCase<ListFaults>("fault_list", "List faults", "Faults in force and the last 500 that ended, newest first: who did what to the world, and when. Operators only.")
            .Takes(QueryParameters.FaultState, QueryParameters.Limit, QueryParameters.Cursor);
        api.MapGet("/faults/{fault}", Get)
            .ForUseCase<GetFault>("fault_get", "Read a fault", "One fault, in force or ended. Operators only.");
        api.MapDelete("/faults/{fault}", Heal)
            .ForUseCase<HealFault>("fault_heal", "Heal a fault", "Ends it now; its record stays. Asked again, it changes nothing. Operators only.");
        api.MapGet("/drills", ListDrills)
            .ForUseCase<ListDrills>("drill_list", "List drills", "Ready sets of faults, with what there is to watch. Operators only.");
        api.MapPost("/drills/{drill}:start", StartDrill)
            .ForUseCase<StartDrill>("drill_start", "Start a drill", "Injects all faults of a drill at once, where most instances are: in the busiest zone, its busiest rack, and the busiest host of that. Operators only.")
            .MayRefuse(ProblemKind.NotSupported, ProblemKind.InUse);
    }

    private static async Task<Results<Created<FaultView>, ProblemResult>> Inject(Body<InjectFaultBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(body.Value.ToRequest(), cancellation)).Created(FaultMapping.ToView, fault => $"{ApiRoutes.Prefix}/faults/{fault.Id:D}");

    private static async Task<Results<Ok<PageView<FaultView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListFaults(query.Choice<bool>(QueryParameters.FaultState, IsActive), query.Cursor<FaultCursor>(FaultCursor.TryParse)?.Fault, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(FaultMapping.ToView));
    }

    private static bool IsActive(string text, out bool isActive)
    {
        isActive = text is "active";
        return isActive || text is "ended";
    }

    private static async Task<Results<Ok<FaultView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetFault(http.Fault()), cancellation)).Ok(FaultMapping.ToView);

    private static async Task<Results<NoContent, ProblemResult>> Heal(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new HealFault(http.Fault()), cancellation)).NoContent();

    private static async Task<Results<Ok<PageView<DrillView>>, ProblemResult>> ListDrills(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListDrills(), cancellation)).Ok(drills => drills.ToPage(FaultMapping.ToView));

    private static async Task<Results<Ok<PageView<FaultView>>, ProblemResult>> StartDrill(
        HttpContext http, Body<StartDrillBody> body, ISender sender, CancellationToken cancellation)
    {
        var request = new StartDrill(http.Text("drill"), body.Value.Zone is { } zone ? new ZoneId(zone) : null, body.Value.DurationSeconds);
        return (await sender.Send(request, cancellation)).Ok(faults => faults.ToPage(FaultMapping.ToView));
    }

    /// <summary>A fault's id inside a cursor.</summary>
    private readonly record struct FaultCursor(FaultId Fault)
    {
        public static bool TryParse(string text, out FaultCursor cursor)
        {
            var isId = Guid.TryParse(text, out var id);
            cursor = new(new FaultId(id));
            return isId;
        }
    }
}
