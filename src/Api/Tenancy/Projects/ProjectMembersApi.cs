using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Tenancy;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Tenancy.Projects;

/// <summary>Who holds which role in a project.</summary>
internal static class ProjectMembersApi
{
    public static void MapProjectMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/projects/{project}/members").WithTags("Projects");
        members.MapGet("", List)
            .ForUseCase<ListProjectMembers>("project_member_list", "List a project's members", "Every role held in the project itself.");
        members.MapPost("", Add)
            .ForUseCase<AddProjectMember>("project_member_add", "Give a user a role in a project", "A user has at most one role in a project: a second one replaces the first, the same one changes nothing.");
        members.MapDelete("/{assignment}", Remove)
            .ForUseCase<RemoveProjectMember>("project_member_remove", "Take a role in a project away", "Takes effect with the next request.");
    }

    private static async Task<Results<Ok<PageView<RoleAssignmentView>>, ProblemResult>> List(
        HttpContext http, AccessDirectory directory, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListProjectMembers(http.Project()), cancellation))
            .Ok(members => members.ToPage(member => member.ToView(directory.Current)));

    private static async Task<Results<Created<RoleAssignmentView>, ProblemResult>> Add(
        HttpContext http, Body<AddProjectMemberBody> body, AccessDirectory directory, ISender sender, CancellationToken cancellation)
    {
        var request = new AddProjectMember(http.Project(), body.Value.UserName, Names.ProjectRole(body.Value.Role));
        return (await sender.Send(request, cancellation))
            .Created(member => member.ToView(directory.Current), member => $"{ApiRoutes.Prefix}/projects/{member.Project:D}/members/{member.Id:D}");
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new RemoveProjectMember(http.Project(), http.Assignment()), cancellation)).NoContent();
}
