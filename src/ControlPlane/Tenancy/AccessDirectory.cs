using System.Collections.Frozen;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Slots;

namespace Cloud.ControlPlane.Tenancy;

/// <summary>
/// People, projects, roles, tokens and the catalogue in memory: one immutable snapshot, replaced after every change. Every request reads it,
/// none reads the database for it.
/// </summary>
public sealed class AccessDirectory
{
    private volatile AccessSnapshot _current = new(new AccessImage([], [], [], [], [], [], []));
    private long _version;

    public AccessSnapshot Current => _current;

    /// <summary>Rises with every replacement, so that long-lived streams know when to ask again whether they may.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Replace(AccessImage image)
    {
        _current = new AccessSnapshot(image);
        Interlocked.Increment(ref _version);
    }
}

/// <summary>Answer to "may this caller do this here?".</summary>
public enum AccessVerdict
{
    Allowed,

    /// <summary>The caller must not learn that it exists: answer 404.</summary>
    Hidden,

    /// <summary>The caller sees it, but their role does not allow this: answer 403.</summary>
    Forbidden,

    /// <summary>The role would allow it, the token's scope does not: answer 403.</summary>
    ScopeTooNarrow,
}

/// <summary>One immutable state of the access directory.</summary>
public sealed class AccessSnapshot
{
    private readonly FrozenDictionary<TenantId, TenantRecord> _tenants;
    private readonly FrozenDictionary<string, TenantRecord> _tenantsByName;
    private readonly FrozenDictionary<ProjectId, ProjectRecord> _projects;
    private readonly FrozenDictionary<string, ProjectRecord> _projectsByName;
    private readonly FrozenDictionary<UserId, UserRecord> _users;
    private readonly FrozenDictionary<string, UserRecord> _usersByName;
    private readonly FrozenDictionary<TokenId, TokenRecord> _tokens;
    private readonly FrozenDictionary<UserId, RoleAssignmentRecord[]> _assignments;
    private readonly FrozenDictionary<FlavorId, Flavor> _flavors;
    private readonly FrozenDictionary<ImageId, Image> _images;

    public AccessSnapshot(AccessImage image)
    {
        Image = image;
        _tenants = image.Tenants.ToFrozenDictionary(tenant => tenant.Id);
        _tenantsByName = image.Tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal);
        _projects = image.Projects.ToFrozenDictionary(project => project.Id);
        _projectsByName = image.Projects.ToFrozenDictionary(project => project.Name, StringComparer.Ordinal);
        _users = image.Users.ToFrozenDictionary(user => user.Id);
        _usersByName = image.Users.ToFrozenDictionary(user => user.UserName, StringComparer.OrdinalIgnoreCase);
        _tokens = image.Tokens.ToFrozenDictionary(token => token.Id);
        _assignments = image.Assignments.GroupBy(assignment => assignment.User).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _flavors = image.Flavors.ToFrozenDictionary(flavor => flavor.Id);
        _images = image.Images.ToFrozenDictionary(found => found.Id);
        ExpectedGuests = image.Flavors.Count == 0
            ? WorkloadMix.Doubling
            : new([.. image.Flavors.Take(WorkloadMix.MaxTypes).Select(flavor => new WorkloadType(GuestType.Of(flavor.Shape), 1))]);
    }

    /// <summary>One of each flavor: the guests that policies expect.</summary>
    public WorkloadMix ExpectedGuests { get; }

    /// <summary>Everything, for lists.</summary>
    public AccessImage Image { get; }

    public TenantRecord? FindTenant(TenantId id) => _tenants.GetValueOrDefault(id);

    /// <summary>By id or by unique name.</summary>
    public TenantRecord? FindTenant(string idOrName) =>
        Guid.TryParse(idOrName, out var id) && _tenants.TryGetValue(new TenantId(id), out var byId) ? byId : _tenantsByName.GetValueOrDefault(idOrName);

    public ProjectRecord? FindProject(ProjectId id) => _projects.GetValueOrDefault(id);

    /// <summary>By id or by unique name.</summary>
    public ProjectRecord? FindProject(string idOrName) =>
        Guid.TryParse(idOrName, out var id) && _projects.TryGetValue(new ProjectId(id), out var byId) ? byId : _projectsByName.GetValueOrDefault(idOrName);

    public UserRecord? FindUser(UserId id) => _users.GetValueOrDefault(id);

    public UserRecord? FindUser(string userName) => _usersByName.GetValueOrDefault(userName);

    public TokenRecord? FindToken(TokenId id) => _tokens.GetValueOrDefault(id);

    public Flavor? FindFlavor(FlavorId id) => _flavors.GetValueOrDefault(id);

    public Image? FindImage(ImageId id) => _images.GetValueOrDefault(id);

    public IReadOnlyList<RoleAssignmentRecord> AssignmentsOf(UserId user) => _assignments.GetValueOrDefault(user) ?? [];

    /// <summary>The user's strongest role in a project, the tenant's ownership included; null without any.</summary>
    public Role? RoleIn(UserId user, ProjectRecord project)
    {
        Role? strongest = null;
        foreach (var assignment in AssignmentsOf(user))
        {
            if ((assignment.Project == project.Id || assignment.Tenant == project.Tenant) && (strongest is null || assignment.Role < strongest))
                strongest = assignment.Role;
        }

        return strongest;
    }

    /// <summary>Whether the user owns the tenant or holds a role in one of its projects.</summary>
    public bool BelongsTo(UserId user, TenantId tenant) => AssignmentsOf(user).Any(assignment =>
        assignment.Tenant == tenant || (assignment.Project is { } id && FindProject(id)?.Tenant == tenant));

    public bool Owns(UserId user, TenantId tenant) => AssignmentsOf(user).Any(assignment => assignment.Tenant == tenant);

    /// <summary>May the caller do this in this project?</summary>
    public AccessVerdict Decide(Caller caller, Permission permission, ProjectId projectId)
    {
        if (FindProject(projectId) is not { } project || (caller.OnlyProject is { } only && only != projectId))
            return AccessVerdict.Hidden;
        if (!caller.IsOperator)
        {
            if (RoleIn(caller.User, project) is not { } role)
                return AccessVerdict.Hidden;
            if (!RoleTable.Grants(role, permission))
                return AccessVerdict.Forbidden;
        }

        return WithinScope(caller, permission);
    }

    /// <summary>May the caller do this in this tenant?</summary>
    public AccessVerdict Decide(Caller caller, Permission permission, TenantId tenantId)
    {
        if (FindTenant(tenantId) is null || caller.OnlyProject is not null)
            return AccessVerdict.Hidden;
        if (!caller.IsOperator && !Owns(caller.User, tenantId))
            return BelongsTo(caller.User, tenantId) ? AccessVerdict.Forbidden : AccessVerdict.Hidden;
        return WithinScope(caller, permission);
    }

    /// <summary>May the caller do this in the region, or about themselves?</summary>
    public static AccessVerdict Decide(Caller caller, Permission permission)
    {
        var forEveryone = permission is Permission.SelfRead or Permission.SelfWrite or Permission.CatalogueRead;
        if (!forEveryone && !caller.IsOperator)
            return AccessVerdict.Forbidden;
        if (caller.OnlyProject is not null && permission is not (Permission.SelfRead or Permission.CatalogueRead))
            return AccessVerdict.ScopeTooNarrow;
        return WithinScope(caller, permission);
    }

    private static AccessVerdict WithinScope(Caller caller, Permission permission) =>
        caller.Scope >= RoleTable.Needs(permission) ? AccessVerdict.Allowed : AccessVerdict.ScopeTooNarrow;
}
