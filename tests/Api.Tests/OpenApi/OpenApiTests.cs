using System.Text.Json.Nodes;
using Cloud.Api.Http.Requests;
using Cloud.Api.Tests.Fixture;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Api.Tests.OpenApi;

public sealed class OpenApiTests(SharedCloud cloud)
{
    private static string GoldenPath
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "Cloud.sln")))
                directory = directory.Parent!;
            return Path.Combine(directory.FullName, "openapi", "cloud-v1.json");
        }
    }

    private async Task<string> DocumentAsync() => (await cloud.Anonymous.GetAsync("/openapi/v1.json")).Body;

    [Fact]
    public async Task Document_IsTheGoldenOne()
    {
        var actual = await DocumentAsync();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(GoldenPath, actual, TestContext.Current.CancellationToken);
        var golden = (await File.ReadAllTextAsync(GoldenPath, TestContext.Current.CancellationToken)).Split('\n');
        var lines = actual.Split('\n');
        var first = golden.Zip(lines).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            golden.Length == lines.Length && first == lines.Length,
            $"openapi/cloud-v1.json differs from line {first + 1} on: '{lines.ElementAtOrDefault(first)}'. Review the change and run again with UPDATE_GOLDEN=1.");
    }

    [Fact]
    public async Task Document_DescribesEveryEndpointWithItsProblems()
    {
        var paths = JsonNode.Parse(await DocumentAsync())!["paths"]!.AsObject();
        var operations = paths.SelectMany(path => path.Value!.AsObject().Where(member => member.Key is "get" or "put" or "post" or "patch" or "delete")).Select(member => member.Value!).ToList();
        var endpoints = cloud.Process.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<UseCase>() is not null).ToList();

        Assert.Equal(
            endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(StringComparer.Ordinal),
            operations.Select(operation => operation["operationId"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        foreach (var operation in operations)
        {
            var id = operation["operationId"]!.GetValue<string>();
            Assert.Matches("^[a-z]+(_[a-z]+)+$", id);
            Assert.False(string.IsNullOrEmpty(operation["summary"]?.GetValue<string>()), id);
            Assert.False(string.IsNullOrEmpty(operation["description"]?.GetValue<string>()), id);
            var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToHashSet(StringComparer.Ordinal);
            Assert.Contains(statuses, status => status[0] == '2');
            Assert.Subset(statuses, new HashSet<string>(["400", "429", "500", "503"], StringComparer.Ordinal));
            Assert.True(id == "session_create" || statuses.Contains("401"), id);
        }
    }

    [Fact]
    public async Task Document_DefinesEveryTagThatAnEndpointHas()
    {
        var document = JsonNode.Parse(await DocumentAsync())!;
        var defined = document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var used = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value!["tags"]?.AsArray() ?? []).Select(tag => tag!.GetValue<string>());
        Assert.Equal(defined.Order(StringComparer.Ordinal), used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_OfInstanceCreate_NamesEveryRefusal()
    {
        var create = JsonNode.Parse(await DocumentAsync())!["paths"]!["/api/v1/projects/{project}/instances"]!["post"]!;
        Assert.Equal(
            ["201", "400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503", "507"],
            create["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["project", "Idempotency-Key"], create["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
        Assert.Equal(
            ["ETag", "Idempotency-Replayed", "Location", "Operation-Location", "X-Request-Id"],
            create["responses"]!["201"]!["headers"]!.AsObject().Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("#/components/schemas/CreateInstance", create["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
    }

    [Fact]
    public async Task SwaggerUi_UnderThePolicy_HasNoInlineScript()
    {
        var page = (await cloud.Anonymous.GetAsync("/swagger/index.html")).Body;
        Assert.DoesNotMatch("<script(?![^>]*src=)[^>]*>\\s*\\S", page);
        Assert.DoesNotMatch("\\son[a-z]+=", page);
        Assert.Equal(200, (await cloud.Anonymous.GetAsync("/swagger/swagger-ui-bundle.js")).Status);
    }
}
