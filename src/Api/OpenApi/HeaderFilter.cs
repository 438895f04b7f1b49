using System.Text.Json.Nodes;
using Cloud.Api.Http;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Events;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cloud.Api.OpenApi;

/// <summary>Documents the headers of requests and responses, each described once in the components.</summary>
internal sealed class HeaderFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var useCase = metadata.OfType<UseCase>().Single();
        operation.Parameters ??= [];
        if (useCase.HasVersion)
            operation.Parameters.Add(Header("If-Match", "Change only this version: the ETag as read, or `*`.", "\"v3\""));
        if (useCase.IsIdempotent && PossibleProblems.IsPost([.. metadata]))
            operation.Parameters.Add(Header(IdempotencyKeys.Header, "Makes repeating safe: 1 to 255 visible ASCII characters, remembered for 24 hours.", "9b1c2f0e-create-web-1"));
        if (string.Equals(operation.OperationId, "event_list", StringComparison.Ordinal))
            operation.Parameters.Add(Header(EventsApi.LastEventId, "Resume a stream after this sequence.", "4711"));

        foreach (var (status, response) in operation.Responses ?? [])
            Describe((OpenApiResponse)response, status, useCase, operation, context.Document);
    }

    private static void Describe(OpenApiResponse response, string status, UseCase useCase, OpenApiOperation operation, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        Add(response, document, ResponseHeaders.RequestId, "The request's id: yours if you sent a sane one, otherwise the server's.", "01937f6a3c5e7d319a445f0c2a7be001");
        if (status is "429" or "503")
            Add(response, document, "Retry-After", "Seconds to wait before trying again.", "1");
        if (status[0] != '2')
            return;

        var isInstance = useCase.Request.Name is "CreateInstance" or "ActOnInstance";
        if (status is "201")
            Add(response, document, "Location", "The new resource.", "/api/v1/projects/01937f6a-3c5e-7d31-9a44-5f0c2a7be001");
        if (isInstance)
            Add(response, document, ApiRoutes.OperationLocation, "The operation to follow.", "/api/v1/operations/01937f6a-3c5e-7d31-9a44-5f0c2a7be001");
        if (isInstance || useCase.Request.Name is "GetProject" or "UpdateProject" or "CreateProject" or "LabelInstance" or "SetInstanceWorkload" or "CreateReservation" or "GetReservation"
            || string.Equals(operation.OperationId, "instance_get", StringComparison.Ordinal))
            Add(response, document, "ETag", "Version of the resource, for If-Match.", "\"v3\"");
        if (operation.Parameters!.Any(parameter => string.Equals(parameter.Name, IdempotencyKeys.Header, StringComparison.Ordinal)))
            Add(response, document, IdempotencyKeys.Replayed, "`true` when this answer was given before.", "true");
    }

    private static OpenApiParameter Header(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    private static void Add(OpenApiResponse response, OpenApiDocument document, string name, string description, string example)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        document.Components.Headers.TryAdd(name, new OpenApiHeader
        {
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = JsonValue.Create(example),
        });
        response.Headers![name] = new OpenApiHeaderReference(name, document);
    }
}
