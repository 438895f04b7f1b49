using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cloud.Api.OpenApi;

/// <summary>Describes the tags and names the server.</summary>
internal sealed class TagFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = OpenApiInfoText.Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        swaggerDoc.Servers = [new OpenApiServer { Url = "/", Description = "This region." }];
    }
}
