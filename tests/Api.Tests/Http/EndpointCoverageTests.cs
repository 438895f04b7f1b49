using Cloud.Api.Http.Requests;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.ControlPlane.Pipeline;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Api.Tests.Http;

/// <summary>Enumerates the endpoints of the running host: none may lack a use case, a permission, or the walls around tenants.</summary>
public sealed class EndpointCoverageTests(SharedCloud cloud)
{
    private static readonly Dictionary<string, object> Bodies = new(StringComparer.Ordinal)
    {
        ["project_update"] = new { displayName = "Mine now" },
        ["project_member_add"] = new { userName = "outsider", role = "project-admin" },
        ["tenant_member_add"] = new { userName = "outsider" },
        ["instance_create"] = new { name = "intruder", kind = "container", flavor = "box.small", image = "busybox" },
        ["instance_create_all"] = new { count = 1, instance = new { name = "intruder", kind = "container", flavor = "box.small", image = "busybox" } },
        ["reservation_create"] = new { name = "intruder", kind = "container", flavor = "box.small", count = 1 },
        ["instance_label"] = new { labels = new { mine = "yes" } },
        ["instance_workload_set"] = new { kind = "idle" },
        ["container_file_write"] = new { text = "mine" },
        ["container_control_write"] = new { value = "100" },
        ["container_exec"] = new { command = new[] { "ls" } },
        ["key_pair_create"] = new { name = "intruder", publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPD3akJvhpgvOx4Xmcpmux5GN6UFXjyfxoiPABXCoUDo" },
        ["key_pair_label"] = new { labels = new { mine = "yes" } },
        ["placement_explain"] = new { kind = "container", flavor = "box.small" },
    };

    private IReadOnlyList<RouteEndpoint> ApiEndpoints =>
        [.. cloud.Process.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))];

    [Fact]
    public void Endpoint_OfTheApi_HasOneUseCaseThatDeclaresWhatItNeeds()
    {
        Assert.True(ApiEndpoints.Count >= 40, $"Only {ApiEndpoints.Count} endpoints are mapped.");
        foreach (var endpoint in ApiEndpoints)
        {
            var useCase = Assert.Single(endpoint.Metadata.GetOrderedMetadata<UseCase>());
            Assert.True(
                useCase.Request.IsDefined(typeof(RequiresAttribute), false) ^ useCase.Request.IsDefined(typeof(AllowsAnonymousAttribute), false),
                $"{endpoint.DisplayName} sends {useCase.Request.Name}, which declares no permission or two.");
        }
    }

    [Fact]
    public void UseCase_OfTheControlPlane_HasAnEndpoint()
    {
        var mapped = ApiEndpoints.Select(endpoint => endpoint.Metadata.GetMetadata<UseCase>()!.Request).ToHashSet();
        // Events and live values have one address for both the page and the stream.
        mapped.Add(typeof(ControlPlane.Iaas.Instances.ListEvents));
        mapped.Add(typeof(ControlPlane.Telemetry.FollowInstanceMetrics));
        mapped.Add(typeof(ControlPlane.Telemetry.FollowRegionMetrics));
        var requests = typeof(CallContext).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IBaseRequest)));
        Assert.Empty(requests.Where(request => !mapped.Contains(request)).Select(request => request.Name));
    }

    [Fact]
    public async Task Endpoint_WithoutCredential_Answers401()
    {
        foreach (var endpoint in ApiEndpoints.Where(endpoint => !endpoint.Metadata.GetMetadata<UseCase>()!.AllowsAnonymous))
        {
            var answer = await cloud.Anonymous.SendAsync(Method(endpoint), Path(endpoint, Guid.NewGuid()), body: null);
            answer.Problem("unauthenticated");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Endpoint_InsideAnothersProjectOrTenant_Answers404()
    {
        var project = await cloud.NewProjectAsync();
        var instance = await cloud.Operator.CreateRunningAsync(project.Name, "secret");
        var walled = ApiEndpoints.Where(endpoint => endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is "project" or "tenant")).ToList();
        Assert.True(walled.Count >= 20);
        foreach (var endpoint in walled)
        {
            var operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
            var path = Path(endpoint, instance.Id).Replace("{P}", project.Name, StringComparison.Ordinal);
            var answer = await cloud.Outsider.SendAsync(Method(endpoint), path, Bodies.GetValueOrDefault(operation));
            Assert.True(answer.Status == 404, $"{operation} answered {answer.Status} to an outsider: {answer.Body}");
        }

        var kept = (await cloud.Operator.GetAsync($"projects/{project.Name}/instances/{instance.Id}")).Read<InstanceView>(200);
        Assert.Equal(("running", instance.Version), (kept.State, kept.Version));
    }

    [Fact]
    public async Task OperationGet_OfAnothersProject_Answers404()
    {
        var created = await cloud.Operator.PostAsync("projects/alpha/instances", new { name = cloud.NewName("op"), kind = "container", flavor = "box.small", image = "busybox" });
        var location = created.Header("Operation-Location");
        (await cloud.Member.GetAsync(location)).Read<OperationView>(200);
        (await cloud.Outsider.GetAsync(location)).Problem("not-found");
    }

    private static HttpMethod Method(RouteEndpoint endpoint) => new(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single());

    private static string Path(RouteEndpoint endpoint, Guid id) => string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "project" } => "{P}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "tenant" } => "ada",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => id.ToString(),
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new NotSupportedException(part.ToString()),
    }))));
}
