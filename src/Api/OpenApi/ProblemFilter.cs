using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Api.Http.Problems;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cloud.Api.OpenApi;

/// <summary>Adds every problem an operation can answer with, grouped by status, with an example of each kind.</summary>
internal sealed class ProblemFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemView), context.SchemaRepository);
        operation.Responses ??= [];
        foreach (var byStatus in PossibleProblems.Of([.. context.ApiDescription.ActionDescriptor.EndpointMetadata]).GroupBy(kind => kind.Status))
        {
            operation.Responses[byStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("; ", byStatus.Select(kind => $"`{kind.Type}`: {kind.Title}")) + ".",
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ProblemWriter.ContentType] = new OpenApiMediaType
                    {
                        Schema = schema,
                        Examples = byStatus.ToDictionary(kind => kind.Type, Example, StringComparer.Ordinal),
                    },
                },
            };
        }
    }

    private static IOpenApiExample Example(ProblemKind kind)
    {
        var value = new JsonObject
        {
            ["type"] = ProblemMapping.TypePrefix + kind.Type,
            ["title"] = kind.Title,
            ["status"] = kind.Status,
            ["detail"] = ProblemExamples.Detail(kind),
            ["instance"] = "01937f6a3c5e7d319a445f0c2a7be001",
        };
        ProblemExamples.AddMembers(kind, value);
        return new OpenApiExample { Summary = kind.Title, Value = value };
    }
}
