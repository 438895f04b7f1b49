using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Tenancy.Tenants;

/// <summary>Organisations or classes that own projects.</summary>
internal static class TenantsApi
{
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var tenants = routes.MapGroup("/tenants").WithTags("Tenants");
        tenants.MapGet("", List)
            .ForUseCase<ListTenants>("tenant_list", "List tenants", "The tenants that you may see.");
        tenants.MapPost("", Create)
            .ForUseCase<CreateTenant>("tenant_create", "Create a tenant", "Operators only.")
            .MayRefuse(ProblemKind.NameTaken);
        tenants.MapGet("/{tenant}", Get)
            .ForUseCase<GetTenant>("tenant_get", "Read a tenant", "By id or unique name.");
        tenants.MapGet("/{tenant}/members", ListMembers)
            .ForUseCase<ListTenantMembers>("tenant_member_list", "List a tenant's owners", "Who owns the tenant.");
        tenants.MapPost("/{tenant}/members", AddMember)
            .ForUseCase<AddTenantMember>("tenant_member_add", "Make a user owner of a tenant", "An owner may do everything in the tenant's projects. For an owner nothing changes.");
        tenants.MapDelete("/{tenant}/members/{assignment}", RemoveMember)
            .ForUseCase<RemoveTenantMember>("tenant_member_remove", "Take the ownership of a tenant away", "The user keeps roles held in single projects.");
    }

    private static async Task<Results<Ok<PageView<TenantView>>, ProblemResult>> List(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListTenants(), cancellation)).Ok(tenants => tenants.ToPage(TenancyMapping.ToView));

    private static async Task<Results<Created<TenantView>, ProblemResult>> Create(
        Body<CreateTenantBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new CreateTenant(body.Value.Name, body.Value.DisplayName), cancellation))
            .Created(TenancyMapping.ToView, tenant => $"{ApiRoutes.Prefix}/tenants/{tenant.Id:D}");

    private static async Task<Results<Ok<TenantView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetTenant(http.Tenant()), cancellation)).Ok(TenancyMapping.ToView);

    private static async Task<Results<Ok<PageView<RoleAssignmentView>>, ProblemResult>> ListMembers(
        HttpContext http, AccessDirectory directory, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListTenantMembers(http.Tenant()), cancellation))
            .Ok(members => members.ToPage(member => member.ToView(directory.Current)));

    private static async Task<Results<Created<RoleAssignmentView>, ProblemResult>> AddMember(
        HttpContext http, Body<AddTenantMemberBody> body, AccessDirectory directory, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new AddTenantMember(http.Tenant(), body.Value.UserName), cancellation))
            .Created(member => member.ToView(directory.Current), member => $"{ApiRoutes.Prefix}/tenants/{member.Tenant:D}/members/{member.Id:D}");

    private static async Task<Results<NoContent, ProblemResult>> RemoveMember(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new RemoveTenantMember(http.Tenant(), http.Assignment()), cancellation)).NoContent();
}
