using Cloud.ControlPlane.Iaas.Instances;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cloud.Api.OpenApi;

/// <summary>Says in the schema what the reader enforces: no unknown fields in bodies.</summary>
internal sealed class StrictSchemaFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Type: JsonSchemaType.Object } strict)
            return;
        if (context.Type.Name.EndsWith("Body", StringComparison.Ordinal))
            strict.AdditionalPropertiesAllowed = false;
        if (context.Type.Name.StartsWith("PageView", StringComparison.Ordinal) && strict.Properties?["items"] is OpenApiSchema items)
            items.MaxItems = Paging.MaxLimit;
    }
}
