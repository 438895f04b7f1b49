namespace Cloud.Domain.Tenancy;

/// <summary>What a use case needs. Each belongs to a scope (region, tenant or project) and a level.</summary>
public enum Permission
{
    /// <summary>Any signed-in user, about themselves.</summary>
    SelfRead,
    SelfWrite,
    CatalogueRead,
    CatalogueManage,
    RegionRead,
    RegionManage,
    UserManage,
    TenantCreate,
    TenantRead,
    TenantManage,
    ProjectRead,
    ProjectManage,
    InstanceRead,
    InstanceWrite,
}

/// <summary>A role in a tenant or a project.</summary>
public enum Role
{
    TenantOwner,
    ProjectAdmin,
    ProjectMember,
    ProjectReader,
}

/// <summary>How far a personal access token may go, whatever its owner may do.</summary>
public enum TokenScope
{
    /// <summary>Only read.</summary>
    Read,

    /// <summary>Read and change what lives in projects.</summary>
    Write,

    /// <summary>Everything the owner may do, including members, projects and the region.</summary>
    Manage,
}

/// <summary>Which role grants which permission, and which scope a permission needs of a token.</summary>
public static class RoleTable
{
    public static bool Grants(Role role, Permission permission) => role switch
    {
        Role.TenantOwner => permission is Permission.TenantRead or Permission.TenantManage or Permission.ProjectRead
            or Permission.ProjectManage or Permission.InstanceRead or Permission.InstanceWrite,
        Role.ProjectAdmin => permission is Permission.ProjectRead or Permission.ProjectManage
            or Permission.InstanceRead or Permission.InstanceWrite,
        Role.ProjectMember => permission is Permission.ProjectRead or Permission.InstanceRead or Permission.InstanceWrite,
        Role.ProjectReader => permission is Permission.ProjectRead or Permission.InstanceRead,
    };

    public static TokenScope Needs(Permission permission) => permission switch
    {
        Permission.SelfRead or Permission.CatalogueRead or Permission.RegionRead or Permission.TenantRead
            or Permission.ProjectRead or Permission.InstanceRead => TokenScope.Read,
        Permission.InstanceWrite => TokenScope.Write,
        Permission.SelfWrite or Permission.CatalogueManage or Permission.RegionManage or Permission.UserManage or Permission.TenantCreate
            or Permission.TenantManage or Permission.ProjectManage => TokenScope.Manage,
    };

    public static string Name(this Role role) => role switch
    {
        Role.TenantOwner => "tenant-owner",
        Role.ProjectAdmin => "project-admin",
        Role.ProjectMember => "project-member",
        Role.ProjectReader => "project-reader",
    };

    public static string Name(this TokenScope scope) => scope switch
    {
        TokenScope.Read => "read",
        TokenScope.Write => "write",
        TokenScope.Manage => "manage",
    };
}
