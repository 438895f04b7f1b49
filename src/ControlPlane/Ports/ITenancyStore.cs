using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Ports;

/// <param name="Id">Id.</param>
/// <param name="Name">Unique in the region.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="CreatedAt">When.</param>
public sealed record TenantRecord(TenantId Id, string Name, string DisplayName, DateTimeOffset CreatedAt);

/// <param name="Id">Id.</param>
/// <param name="Tenant">The owner.</param>
/// <param name="Name">Unique in the region, so that it can stand in a URL or a command.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Limit">Quota.</param>
/// <param name="Version">Rises with every change; the ETag.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ProjectRecord(
    ProjectId Id, TenantId Tenant, string Name, string DisplayName, ResourceCount Limit, long Version, DateTimeOffset CreatedAt);

/// <summary>Who holds which role where. Exactly one of tenant and project is set.</summary>
public sealed record RoleAssignmentRecord(Guid Id, UserId User, Role Role, TenantId? Tenant, ProjectId? Project, DateTimeOffset CreatedAt);

/// <summary>A user as far as the control plane cares.</summary>
public sealed record UserRecord(UserId Id, string UserName, string DisplayName, bool IsOperator, bool IsDisabled, DateTimeOffset CreatedAt);

/// <summary>A personal access token as stored: never the secret, only its SHA-256.</summary>
/// <param name="Id">Id; part of the token's text, so that it can be found.</param>
/// <param name="User">Owner.</param>
/// <param name="Name">For people; unique per user.</param>
/// <param name="Scope">How far it may go.</param>
/// <param name="Project">Limits it to one project, or null.</param>
/// <param name="Hash">SHA-256 of the secret part.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="LastUsedAt">Last use, to the minute; null when never used.</param>
public sealed record TokenRecord(
    TokenId Id, UserId User, string Name, TokenScope Scope, ProjectId? Project, byte[] Hash,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>Everything access decisions need, read at once. Small: people and projects, not instances.</summary>
public sealed record AccessImage(
    IReadOnlyList<TenantRecord> Tenants,
    IReadOnlyList<ProjectRecord> Projects,
    IReadOnlyList<RoleAssignmentRecord> Assignments,
    IReadOnlyList<UserRecord> Users,
    IReadOnlyList<TokenRecord> Tokens,
    IReadOnlyList<Flavor> Flavors,
    IReadOnlyList<Image> Images);

/// <summary>One change of people, projects or catalogue.</summary>
public abstract record TenancyChange
{
    private TenancyChange()
    {
    }

    public sealed record PutTenant(TenantRecord Tenant) : TenancyChange;

    /// <summary>Inserts (<paramref name="ExpectedVersion"/> null) or replaces the version named.</summary>
    public sealed record PutProject(ProjectRecord Project, long? ExpectedVersion) : TenancyChange;

    public sealed record DeleteProject(ProjectId Project) : TenancyChange;

    public sealed record AddAssignment(RoleAssignmentRecord Assignment) : TenancyChange;

    public sealed record RemoveAssignment(Guid Assignment) : TenancyChange;

    public sealed record AddToken(TokenRecord Token) : TenancyChange;

    public sealed record RemoveToken(TokenId Token) : TenancyChange;

    /// <summary>Creates a user; the password is hashed by the implementation and never stored or logged in clear.</summary>
    public sealed record AddUser(UserRecord User, string Password) : TenancyChange
    {
        public override string ToString() => $"AddUser {{ User = {User} }}";
    }

    public sealed record SetUserDisabled(UserId User, bool Disabled) : TenancyChange;

    public sealed record AddFlavor(Flavor Flavor) : TenancyChange;

    public sealed record RemoveFlavor(FlavorId Flavor) : TenancyChange;

    public sealed record AddImage(Image Image) : TenancyChange;
}

/// <summary>A unique name or a version was not free any more when the change arrived at the store; nothing was changed.</summary>
public sealed class TenancyConflictException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>People, projects, tokens and the catalogue, durable.</summary>
public interface ITenancyStore
{
    Task<AccessImage> LoadAsync(CancellationToken cancellation);

    /// <summary>
    /// Applies all changes and the remembered answer in one transaction. Throws <see cref="TenancyConflictException"/> when a unique
    /// name or an expected version does not hold.
    /// </summary>
    Task ApplyAsync(IReadOnlyList<TenancyChange> changes, IdempotencyRecord? remember, CancellationToken cancellation);

    /// <summary>Notes when tokens were last used; losing it is harmless.</summary>
    Task TouchTokensAsync(IReadOnlyDictionary<TokenId, DateTimeOffset> lastUsed, CancellationToken cancellation);
}

/// <summary>Checks passwords. Counts failures and locks out, so that guessing is slow.</summary>
public interface ISignIn
{
    /// <summary>The user, or why not; never says whether the name or the password was wrong.</summary>
    Task<SignInResult> CheckAsync(string userName, string password, CancellationToken cancellation);

    /// <summary>Which of the password rules (length, variety) a new password breaks; empty when it is accepted.</summary>
    Task<IReadOnlyList<string>> CheckPasswordRulesAsync(string userName, string password);
}

/// <param name="User">The user when the password is right and the account is open.</param>
/// <param name="LockedOut">Whether too many failures have locked the account for a while.</param>
public sealed record SignInResult(UserId? User, bool LockedOut);
