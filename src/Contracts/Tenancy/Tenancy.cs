namespace Cloud.Contracts;

/// <summary>The signed-in user.</summary>
public sealed class MeView
{
    public required Guid Id { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required bool IsOperator { get; init; }

    /// <summary>Scope of the credential in use: read, write or manage.</summary>
    public required string Scope { get; init; }
    public required IReadOnlyList<RoleAssignmentView> Roles { get; init; }
}

public sealed class RoleAssignmentView
{
    public required Guid Id { get; init; }
    public required Guid User { get; init; }
    public string? UserName { get; init; }

    /// <summary>tenant-owner, project-admin, project-member or project-reader.</summary>
    public required string Role { get; init; }
    public Guid? Tenant { get; init; }
    public Guid? Project { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class TenantView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class CreateTenantBody
{
    public required string Name { get; init; }
    public string DisplayName { get; set; } = "";
}

public sealed class ProjectView
{
    public required Guid Id { get; init; }
    public required Guid Tenant { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }

    /// <summary>The caller's own role, or null for an operator without one.</summary>
    public string? Role { get; init; }
    public required ResourceCountView Limit { get; init; }
    public required ResourceCountView Use { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Instances">Number of instances.</param>
/// <param name="Vcpus">Sum of vCPUs.</param>
/// <param name="MemoryMib">Sum of guest memory, MiB.</param>
/// <param name="DiskGib">Sum of root disks, GiB.</param>
public sealed record ResourceCountView(long Instances, long Vcpus, long MemoryMib, long DiskGib);

public sealed class CreateProjectBody
{
    public required Guid Tenant { get; init; }
    public required string Name { get; init; }
    public string DisplayName { get; set; } = "";

    /// <summary>Quota; omitted takes the default.</summary>
    public ResourceCountView? Limit { get; init; }
}

public sealed class UpdateProjectBody
{
    public string? DisplayName { get; init; }
    public ResourceCountView? Limit { get; init; }
}

public sealed class AddProjectMemberBody
{
    public required string UserName { get; init; }

    /// <summary>project-admin, project-member or project-reader.</summary>
    public required string Role { get; init; }
}

public sealed class AddTenantMemberBody
{
    public required string UserName { get; init; }
}

public sealed class UserView
{
    public required Guid Id { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required bool IsOperator { get; init; }
    public required bool IsDisabled { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class CreateUserBody
{
    public required string UserName { get; init; }
    public string DisplayName { get; set; } = "";
    public required string Password { get; init; }
    public bool IsOperator { get; init; }
}

/// <summary>A personal access token, without its secret.</summary>
public sealed class TokenView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>read, write or manage.</summary>
    public required string Scope { get; init; }

    /// <summary>The one project it is limited to, or null.</summary>
    public Guid? Project { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}

public sealed class CreateTokenBody
{
    public required string Name { get; init; }

    /// <summary>read, write or manage.</summary>
    public string Scope { get; set; } = "write";
    public Guid? Project { get; init; }

    /// <summary>1 to 365.</summary>
    public int LifetimeDays { get; set; } = 30;
}

/// <summary>A new token. The secret is shown only here.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">Send as <c>Authorization: Bearer SECRET</c>.</param>
public sealed record IssuedTokenView(TokenView Token, string Secret);

/// <summary>Exchanges name and password for a token (the command line's sign-in).</summary>
public sealed class SignInBody
{
    public required string UserName { get; init; }
    public required string Password { get; init; }
    public string TokenName { get; set; } = "cloud command";
    public string Scope { get; set; } = "manage";
    public int LifetimeDays { get; set; } = 30;
}
