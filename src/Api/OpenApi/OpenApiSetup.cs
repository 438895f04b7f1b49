using System.Text.Json.Nodes;
using Cloud.Api.Http;
using Cloud.Contracts;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Cloud.Api.OpenApi;

/// <summary>The OpenAPI document and Swagger UI. Nothing of it is made before somebody asks.</summary>
internal static class OpenApiSetup
{
    public const string DocumentName = "v1";
    public const string DocumentPath = "/openapi/v1.json";
    public const string BearerScheme = "token";

    public static IServiceCollection AddCloudOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(Configure);
        services.AddTransient<ISerializerDataContractResolver>(provider =>
            new JsonSerializerDataContractResolver(provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions));
        services.AddSingleton<OpenApiText>();
        return services;
    }

    /// <summary>Swagger UI looks at paths with a regular expression, so only its own requests get there.</summary>
    public static void UseCloudSwaggerUi(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal), branch => branch.UseSwaggerUI(ConfigureUi));

    public static void MapCloudOpenApi(this WebApplication app)
    {
        app.MapGet(DocumentPath, (OpenApiText text) => Results.Bytes(text.Json, "application/json; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/swagger", () => Results.Redirect("/swagger/index.html")).ExcludeFromDescription();
    }

    private static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc(DocumentName, OpenApiInfoText.Info);
        options.DocInclusionPredicate((_, description) => description.RelativePath?.StartsWith(ApiRoutes.Prefix[1..], StringComparison.Ordinal) == true);
        options.SupportNonNullableReferenceTypes();
        options.NonNullableReferenceTypesAsRequired();
        options.CustomSchemaIds(SchemaIds.Of);
        options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, $"{typeof(ProblemView).Assembly.GetName().Name}.xml"));
        options.MapType<Guid>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = "uuid",
            Examples = [JsonValue.Create("01937f6a-3c5e-7d31-9a44-5f0c2a7be001")],
        });
        options.AddSecurityDefinition(BearerScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "cloud_pat_ID_SECRET",
            Description = "A personal access token, from `POST /sign-in`, `POST /tokens` or the portal's token page.",
        });
        options.OperationFilter<UseCaseFilter>();
        options.OperationFilter<ProblemFilter>();
        options.OperationFilter<HeaderFilter>();
        options.SchemaFilter<StrictSchemaFilter>();
        options.DocumentFilter<TagFilter>();
        options.DescribeAllParametersInCamelCase();
    }

    private static void ConfigureUi(SwaggerUIOptions options)
    {
        options.RoutePrefix = "swagger";
        options.DocumentTitle = "Cloud API";
        options.SwaggerEndpoint(DocumentPath, "Cloud API v1");
        options.DisplayOperationId();
        options.EnablePersistAuthorization();
    }
}
