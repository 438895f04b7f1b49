using Cloud.Contracts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Tenancy;

namespace Cloud.Api.Tenancy;

/// <summary>From people, projects and tokens to their views.</summary>
internal static class TenancyMapping
{
    public static MeView ToView(this Me me, AccessSnapshot access) => new()
    {
        Id = me.User.Id.Value,
        UserName = me.User.UserName,
        DisplayName = me.User.DisplayName,
        IsOperator = me.User.IsOperator,
        Scope = me.Scope.Name(),
        Roles = [.. me.Assignments.Select(assignment => assignment.ToView(access))],
    };

    public static RoleAssignmentView ToView(this RoleAssignmentRecord assignment, AccessSnapshot access) => new()
    {
        Id = assignment.Id,
        User = assignment.User.Value,
        UserName = access.FindUser(assignment.User)?.UserName,
        Role = assignment.Role.Name(),
        Tenant = assignment.Tenant?.Value,
        Project = assignment.Project?.Value,
        CreatedAt = assignment.CreatedAt,
    };

    public static TenantView ToView(this TenantRecord tenant) => new()
    {
        Id = tenant.Id.Value,
        Name = tenant.Name,
        DisplayName = tenant.DisplayName,
        CreatedAt = tenant.CreatedAt,
    };

    public static ProjectView ToView(this ProjectStatus status) => new()
    {
        Id = status.Project.Id.Value,
        Tenant = status.Project.Tenant.Value,
        Name = status.Project.Name,
        DisplayName = status.Project.DisplayName,
        Role = status.Role?.Name(),
        Limit = status.Project.Limit.ToView(),
        Use = status.Use.ToView(),
        Version = status.Project.Version,
        CreatedAt = status.Project.CreatedAt,
    };

    public static UserView ToView(this UserRecord user) => new()
    {
        Id = user.Id.Value,
        UserName = user.UserName,
        DisplayName = user.DisplayName,
        IsOperator = user.IsOperator,
        IsDisabled = user.IsDisabled,
        CreatedAt = user.CreatedAt,
    };

    public static ResourceCount? ToCount(this ResourceCountView? view) =>
        view is null ? null : new ResourceCount(view.Instances, view.Vcpus, view.MemoryMib, view.DiskGib);

    private static ResourceCountView ToView(this ResourceCount count) => new(count.Instances, count.Vcpus, count.MemoryMib, count.DiskGib);
}
