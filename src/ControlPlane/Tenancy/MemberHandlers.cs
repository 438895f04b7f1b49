using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Tenancy;

public sealed class ListTenantMembersHandler(AccessDirectory directory)
    : IRequestHandler<ListTenantMembers, Outcome<IReadOnlyList<RoleAssignmentRecord>>>
{
    public ValueTask<Outcome<IReadOnlyList<RoleAssignmentRecord>>> Handle(ListTenantMembers request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(Members.Where(directory.Current, assignment => assignment.Tenant == request.Tenant)));
}

public sealed class ListProjectMembersHandler(AccessDirectory directory)
    : IRequestHandler<ListProjectMembers, Outcome<IReadOnlyList<RoleAssignmentRecord>>>
{
    public ValueTask<Outcome<IReadOnlyList<RoleAssignmentRecord>>> Handle(ListProjectMembers request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(Members.Where(directory.Current, assignment => assignment.Project == request.Project)));
}

public sealed class AddTenantMemberHandler(TenancyWriter writer, IIdSource ids, CallContext context)
    : IRequestHandler<AddTenantMember, Outcome<RoleAssignmentRecord>>
{
    public async ValueTask<Outcome<RoleAssignmentRecord>> Handle(AddTenantMember request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<RoleAssignmentRecord>(
            context.Pending,
            (access, now) => Members.Add(access, ids.Next(), request.UserName, Role.TenantOwner, request.Tenant, project: null, now),
            cancellationToken);
}

public sealed class AddProjectMemberHandler(TenancyWriter writer, IIdSource ids, CallContext context)
    : IRequestHandler<AddProjectMember, Outcome<RoleAssignmentRecord>>
{
    public async ValueTask<Outcome<RoleAssignmentRecord>> Handle(AddProjectMember request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<RoleAssignmentRecord>(
            context.Pending,
            (access, now) => Members.Add(access, ids.Next(), request.UserName, request.Role, tenant: null, request.Project, now),
            cancellationToken);
}

public sealed class RemoveTenantMemberHandler(TenancyWriter writer) : IRequestHandler<RemoveTenantMember, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(RemoveTenantMember request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<Done>(
            pending: null,
            (access, _) => Members.Remove(access, request.Assignment, assignment => assignment.Tenant == request.Tenant),
            cancellationToken);
}

public sealed class RemoveProjectMemberHandler(TenancyWriter writer) : IRequestHandler<RemoveProjectMember, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(RemoveProjectMember request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<Done>(
            pending: null,
            (access, _) => Members.Remove(access, request.Assignment, assignment => assignment.Project == request.Project),
            cancellationToken);
}

/// <summary>The rules of membership, the same for tenants and projects.</summary>
internal static class Members
{
    public static IReadOnlyList<RoleAssignmentRecord> Where(AccessSnapshot access, Func<RoleAssignmentRecord, bool> belongs) =>
        [.. access.Image.Assignments.Where(belongs).OrderBy(assignment => assignment.CreatedAt).ThenBy(assignment => assignment.Id)];

    /// <summary>Gives the role; a user has at most one role in a place, so a second one replaces the first.</summary>
    public static Outcome<TenancyPlan<RoleAssignmentRecord>> Add(
        AccessSnapshot access, Guid id, string userName, Role role, TenantId? tenant, ProjectId? project, DateTimeOffset now)
    {
        if (access.FindUser(userName) is not { } user)
            return Problem.Invalid(new FieldError("userName", $"there is no user '{userName}'", "the name of an existing user"));

        var assignment = new RoleAssignmentRecord(id, user.Id, role, tenant, project, now);
        var earlier = access.AssignmentsOf(user.Id).Where(held => held.Tenant == tenant && held.Project == project).ToList();
        if (earlier.Find(held => held.Role == role) is { } same)
            return new TenancyPlan<RoleAssignmentRecord>(same, []);
        return new TenancyPlan<RoleAssignmentRecord>(
            assignment,
            [.. earlier.Select(held => new TenancyChange.RemoveAssignment(held.Id)), new TenancyChange.AddAssignment(assignment)]);
    }

    public static Outcome<TenancyPlan<Done>> Remove(AccessSnapshot access, Guid id, Func<RoleAssignmentRecord, bool> belongs) =>
        access.Image.Assignments.Any(assignment => assignment.Id == id && belongs(assignment))
            ? new TenancyPlan<Done>(new Done(), new TenancyChange.RemoveAssignment(id))
            : Problem.NotFound("membership", id);
}
