using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Tenancy.Projects;

/// <summary>The scopes that instances, quotas and members belong to.</summary>
internal static class ProjectsApi
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("", List)
            .ForUseCase<ListProjects>("project_list", "List projects", "The projects that you may see, with quota and use.");
        projects.MapPost("", Create)
            .ForUseCase<CreateProject>("project_create", "Create a project", "In a tenant that you own. Without limits it takes the default quota.")
            .MayRefuse(ProblemKind.NameTaken);
        projects.MapGet("/{project}", Get)
            .ForUseCase<GetProject>("project_get", "Read a project", "By id or unique name, with quota and use. The ETag is its version.");
        projects.MapPatch("/{project}", Update)
            .ForUseCase<UpdateProject>("project_update", "Change a project", "Its display name or quota; what is left out stays. Changing the quota needs the tenant's owner or an operator.");
        projects.MapDelete("/{project}", Delete)
            .ForUseCase<DeleteProject>("project_delete", "Delete a project", "Refused while instances live in it.")
            .MayRefuse(ProblemKind.InUse);
    }

    private static async Task<Results<Ok<PageView<ProjectView>>, ProblemResult>> List(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListProjects(), cancellation)).Ok(projects => projects.ToPage(TenancyMapping.ToView));

    private static async Task<Results<Created<ProjectView>, ProblemResult>> Create(
        HttpContext http, Body<CreateProjectBody> body, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var outcome = await sender.Send(new CreateProject(new TenantId(asked.Tenant), asked.Name, asked.DisplayName, asked.Limit.ToCount()), cancellation);
        return outcome.Created(status => Tagged(http, status), project => $"{ApiRoutes.Prefix}/projects/{project.Id:D}");
    }

    private static async Task<Results<Ok<ProjectView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetProject(http.Project()), cancellation)).Ok(status => Tagged(http, status));

    private static async Task<Results<Ok<ProjectView>, ProblemResult>> Update(
        HttpContext http, Body<UpdateProjectBody> body, ISender sender, CancellationToken cancellation)
    {
        var request = new UpdateProject(http.Project(), body.Value.DisplayName, body.Value.Limit.ToCount(), http.Request.IfVersion());
        return (await sender.Send(request, cancellation)).Ok(status => Tagged(http, status));
    }

    private static async Task<Results<NoContent, ProblemResult>> Delete(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new DeleteProject(http.Project(), http.Request.IfVersion()), cancellation)).NoContent();

    private static ProjectView Tagged(HttpContext http, ProjectStatus status)
    {
        http.Response.SetETag(status.Project.Version);
        return status.ToView();
    }
}
