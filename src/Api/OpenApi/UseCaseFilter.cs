using System.Text.Json.Nodes;
using Cloud.Api.Http.Requests;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cloud.Api.OpenApi;

/// <summary>Describes what the framework cannot see: path and query parameters, and which credential an operation needs.</summary>
internal sealed class UseCaseFilter : IOperationFilter
{
    private const string ExampleId = "01937f6a-3c5e-7d31-9a44-5f0c2a7be001";

    private static readonly Dictionary<string, (string Description, bool IsId, string Example)> PathParameters = new(StringComparer.Ordinal)
    {
        ["project"] = ("Id or unique name of a project.", false, "team-07"),
        ["tenant"] = ("Id or unique name of a tenant.", false, "ada"),
        ["instance"] = ("Id of an instance.", true, ExampleId),
        ["reservation"] = ("Id of a reservation.", true, ExampleId),
        ["operation"] = ("Id of an operation.", true, ExampleId),
        ["resource"] = ("Id of the resource.", true, ExampleId),
        ["assignment"] = ("Id of a role assignment.", true, ExampleId),
        ["token"] = ("Id of a personal access token.", true, ExampleId),
        ["user"] = ("Id of a user.", true, ExampleId),
        ["flavor"] = ("Name of a flavor.", false, "micro.small"),
        ["image"] = ("Name of an image.", false, "alpine-3.22"),
        ["lab"] = ("Id of a lab.", false, "context-switch"),
        ["profile"] = ("Name of a hardware profile.", false, "epyc-7763-2s"),
        ["host"] = ("Name of a host.", false, "z1-r01-h01"),
        ["zone"] = ("Name of an availability zone.", false, "z1"),
        ["rack"] = ("Name of a rack, unique in its zone.", false, "r01"),
        ["file"] = ("Name of a file of the control group.", false, "cpu.max"),
        ["fault"] = ("Id of a fault.", true, ExampleId),
        ["drill"] = ("Name of a drill.", false, "rack-power-loss"),
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. PathOf(context), .. metadata.OfType<QueryParameter>().Select(Query)];
        if (metadata.OfType<UseCase>().Single().AllowsAnonymous)
        {
            operation.Security = [];
            return;
        }

        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiSetup.BearerScheme, context.Document)] = [] },
        ];
    }

    private static IEnumerable<IOpenApiParameter> PathOf(OperationFilterContext context)
    {
        var path = context.ApiDescription.RelativePath!;
        if (path.Split('{').Skip(1).Select(part => part.Split('}')[0]).FirstOrDefault(name => !PathParameters.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"The path parameter '{unknown}' of {path} has no description; add it to {nameof(PathParameters)}.");
        foreach (var (name, (description, isId, example)) in PathParameters)
        {
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal))
            {
                yield return new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = isId ? "uuid" : null },
                    Example = JsonValue.Create(example),
                };
            }
        }
    }

    private static OpenApiParameter Query(QueryParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Type is "integer" ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Format ?? (parameter.Type is "integer" ? "int32" : null),
            Minimum = parameter.Minimum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Default = parameter.Default is { } otherwise ? JsonValue.Create(otherwise) : null,
            Enum = parameter.Choices?.Select(choice => (JsonNode)JsonValue.Create(choice)).ToList(),
        };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Style = parameter.Repeatable ? ParameterStyle.Form : null,
            Explode = parameter.Repeatable,
            Example = parameter.Type is "integer" ? JsonValue.Create(int.Parse(parameter.Example, System.Globalization.CultureInfo.InvariantCulture))
                : parameter.Repeatable ? new JsonArray(parameter.Example) : JsonValue.Create(parameter.Example),
        };
    }
}
