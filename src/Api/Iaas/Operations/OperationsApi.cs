using Cloud.Api.Http;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Operations;

/// <summary>Durable long-running actions.</summary>
internal static class OperationsApi
{
    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{project}/operations", List)
            .ForUseCase<ListOperations>("operation_list", "List operations", "The project's operations, newest first.")
            .Takes(QueryParameters.Instance, QueryParameters.Limit, QueryParameters.Cursor)
            .WithTags("Operations");
        api.MapGet("/operations/{operation}", Get)
            .ForUseCase<GetOperation>("operation_get", "Read an operation", "State, progress and steps. Poll it from `Operation-Location`, or follow the project's events.")
            .WithTags("Operations");
    }

    private static async Task<Results<Ok<PageView<OperationView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListOperations(
            http.Project(),
            query.Id(QueryParameters.Instance) is { } instance ? new InstanceId(instance) : null,
            query.Cursor<Guid>(Guid.TryParse) is { } before ? new OperationId(before) : null,
            query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(OperationMapping.ToView));
    }

    private static async Task<Results<Ok<OperationView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetOperation(http.Operation()), cancellation)).Ok(OperationMapping.ToView);
}
