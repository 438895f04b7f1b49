using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Tenancy;

/// <summary>The caller with everything they may reach.</summary>
public sealed record Me(UserRecord User, TokenScope Scope, IReadOnlyList<RoleAssignmentRecord> Assignments);

[Requires(Permission.SelfRead)]
public sealed record GetMe : IRequest<Outcome<Me>>;

/// <summary>The tenants the caller may see.</summary>
[Requires(Permission.SelfRead)]
public sealed record ListTenants : IRequest<Outcome<IReadOnlyList<TenantRecord>>>;

[Requires(Permission.TenantRead)]
public sealed record GetTenant(TenantId Tenant) : IRequest<Outcome<TenantRecord>>, ITenantRequest;

[Requires(Permission.TenantCreate)]
public sealed record CreateTenant(string Name, string DisplayName) : IRequest<Outcome<TenantRecord>>, IValidatable, IIdempotent
{
    public string Canonical => $"{Name}\n{DisplayName}";

    public IEnumerable<FieldError> Validate() => NameValidation.Check(Name, DisplayName);
}

/// <summary>A project with its quota and what is used of it.</summary>
/// <param name="Role">The caller's own role in it; null for an operator without one.</param>
public sealed record ProjectStatus(ProjectRecord Project, ResourceCount Use, Role? Role);

/// <summary>The projects the caller may see.</summary>
[Requires(Permission.SelfRead)]
public sealed record ListProjects : IRequest<Outcome<IReadOnlyList<ProjectStatus>>>;

[Requires(Permission.ProjectRead)]
public sealed record GetProject(ProjectId Project) : IRequest<Outcome<ProjectStatus>>, IProjectRequest;

/// <summary>Creates a project in a tenant; null limits take the default quota.</summary>
[Requires(Permission.TenantManage)]
public sealed record CreateProject(TenantId Tenant, string Name, string DisplayName, ResourceCount? Limit)
    : IRequest<Outcome<ProjectStatus>>, ITenantRequest, IValidatable, IIdempotent
{
    /// <summary>Quota of a project that does not say otherwise.</summary>
    public static ResourceCount DefaultLimit { get; } = new(Instances: 50, Vcpus: 100, MemoryMib: 400 * 1024, DiskGib: 2_000);

    public string Canonical => $"{Tenant}\n{Name}\n{DisplayName}\n{Limit}";

    public IEnumerable<FieldError> Validate() => NameValidation.Check(Name, DisplayName).Concat(NameValidation.CheckLimit(Limit));
}

/// <summary>Changes a project's display name or quota; null leaves as is. Changing the quota needs the tenant's owner or an operator.</summary>
[Requires(Permission.ProjectManage)]
public sealed record UpdateProject(ProjectId Project, string? DisplayName, ResourceCount? Limit, long? IfVersion)
    : IRequest<Outcome<ProjectStatus>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => NameValidation.CheckDisplayName(DisplayName).Concat(NameValidation.CheckLimit(Limit));
}

/// <summary>Deletes an empty project; refused while instances live in it.</summary>
[Requires(Permission.ProjectManage)]
public sealed record DeleteProject(ProjectId Project, long? IfVersion) : IRequest<Outcome<Done>>, IProjectRequest;

/// <summary>Users the caller may see: all for an operator, otherwise those who share a tenant with them.</summary>
[Requires(Permission.SelfRead)]
public sealed record ListUsers : IRequest<Outcome<IReadOnlyList<UserRecord>>>;

[Requires(Permission.UserManage)]
public sealed record CreateUser(string UserName, string DisplayName, string Password, bool IsOperator)
    : IRequest<Outcome<UserRecord>>, IValidatable, IIdempotent
{
    /// <summary>The password is part of the fingerprint only through a hash taken over the whole text.</summary>
    public string Canonical => $"{UserName}\n{DisplayName}\n{Password}\n{IsOperator}";

    public IEnumerable<FieldError> Validate() => NameValidation.Check(UserName, DisplayName, "userName");

    public override string ToString() => $"CreateUser {{ UserName = {UserName} }}";
}

/// <summary>Closes or reopens an account; its sessions and tokens stop working at once.</summary>
[Requires(Permission.UserManage)]
public sealed record SetUserDisabled(UserId User, bool Disabled) : IRequest<Outcome<UserRecord>>;

[Requires(Permission.TenantRead)]
public sealed record ListTenantMembers(TenantId Tenant) : IRequest<Outcome<IReadOnlyList<RoleAssignmentRecord>>>, ITenantRequest;

[Requires(Permission.ProjectRead)]
public sealed record ListProjectMembers(ProjectId Project) : IRequest<Outcome<IReadOnlyList<RoleAssignmentRecord>>>, IProjectRequest;

/// <summary>Makes a user owner of a tenant.</summary>
[Requires(Permission.TenantManage)]
public sealed record AddTenantMember(TenantId Tenant, string UserName)
    : IRequest<Outcome<RoleAssignmentRecord>>, ITenantRequest, IIdempotent
{
    public string Canonical => $"{Tenant}\n{UserName}";
}

/// <summary>Gives a user a role in a project.</summary>
[Requires(Permission.ProjectManage)]
public sealed record AddProjectMember(ProjectId Project, string UserName, Role Role)
    : IRequest<Outcome<RoleAssignmentRecord>>, IProjectRequest, IValidatable, IIdempotent
{
    public string Canonical => $"{Project}\n{UserName}\n{Role.Name()}";

    public IEnumerable<FieldError> Validate()
    {
        if (Role is Role.TenantOwner)
            yield return new("role", "is tenant-owner", "project-admin, project-member or project-reader");
    }
}

[Requires(Permission.TenantManage)]
public sealed record RemoveTenantMember(TenantId Tenant, Guid Assignment) : IRequest<Outcome<Done>>, ITenantRequest;

[Requires(Permission.ProjectManage)]
public sealed record RemoveProjectMember(ProjectId Project, Guid Assignment) : IRequest<Outcome<Done>>, IProjectRequest;

/// <summary>The caller's own tokens.</summary>
[Requires(Permission.SelfRead)]
public sealed record ListTokens : IRequest<Outcome<IReadOnlyList<TokenRecord>>>;

/// <summary>A new token with its secret, which is shown this once.</summary>
public sealed record IssuedToken(TokenRecord Token, string Secret)
{
    public override string ToString() => $"IssuedToken {{ Token = {Token.Id} }}";
}

/// <summary>Issues a personal access token to the caller. Its scope cannot exceed the caller's own credential.</summary>
[Requires(Permission.SelfWrite)]
public sealed record CreateToken(string Name, TokenScope Scope, ProjectId? Project, int LifetimeDays)
    : IRequest<Outcome<IssuedToken>>, IValidatable, IIdempotent
{
    public const int MaxLifetimeDays = 365;

    public string Canonical => $"{Name}\n{Scope.Name()}\n{Project}\n{LifetimeDays}";

    public bool ResultIsSecret => true;

    public IEnumerable<FieldError> Validate()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 100 || Name.Any(char.IsControl))
            yield return new("name", "is not a valid token name", "1 to 100 printable characters");
        if (LifetimeDays is < 1 or > MaxLifetimeDays)
            yield return new("lifetimeDays", $"is {LifetimeDays}", $"1 to {MaxLifetimeDays}");
    }
}

[Requires(Permission.SelfWrite)]
public sealed record RevokeToken(TokenId Token) : IRequest<Outcome<Done>>;

/// <summary>Exchanges name and password for a token: how the command line signs in.</summary>
[AllowsAnonymous]
public sealed record SignIn(string UserName, string Password, string TokenName, TokenScope Scope, int LifetimeDays)
    : IRequest<Outcome<IssuedToken>>, IValidatable
{
    public IEnumerable<FieldError> Validate() =>
        new CreateToken(TokenName, Scope, Project: null, LifetimeDays).Validate();

    public override string ToString() => $"SignIn {{ UserName = {UserName} }}";
}

internal static class NameValidation
{
    public static IEnumerable<FieldError> Check(string name, string displayName, string field = "name")
    {
        if (!ResourceName.IsValid(name))
            yield return new(field, "is not a valid name", ResourceName.Rule);
        foreach (var error in CheckDisplayName(displayName))
            yield return error;
    }

    public static IEnumerable<FieldError> CheckDisplayName(string? displayName)
    {
        if (displayName is not null && (displayName.Length > 100 || displayName.Any(char.IsControl)))
            yield return new("displayName", "is not a valid display name", "at most 100 printable characters");
    }

    public static IEnumerable<FieldError> CheckLimit(ResourceCount? limit)
    {
        if (limit is not { } count)
            yield break;
        if (count.Instances < 0 || count.Vcpus < 0 || count.MemoryMib < 0 || count.DiskGib < 0)
            yield return new("quota", "has a negative limit", "0 or more for each resource");
    }
}
