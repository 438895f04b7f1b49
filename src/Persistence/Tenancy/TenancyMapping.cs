using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Persistence.Schema;

namespace Cloud.Persistence.Tenancy;

/// <summary>Rows to records and back.</summary>
internal static class TenancyMapping
{
    public static TenantRow ToRow(this TenantRecord tenant) =>
        new() { Id = tenant.Id.Value, Name = tenant.Name, DisplayName = tenant.DisplayName, CreatedAt = tenant.CreatedAt };

    public static TenantRecord ToRecord(this TenantRow row) => new(new(row.Id), row.Name, row.DisplayName, row.CreatedAt);

    public static ProjectRow ToRow(this ProjectRecord project) => new()
    {
        Id = project.Id.Value,
        TenantId = project.Tenant.Value,
        Name = project.Name,
        DisplayName = project.DisplayName,
        LimitInstances = project.Limit.Instances,
        LimitVcpus = project.Limit.Vcpus,
        LimitMemoryMib = project.Limit.MemoryMib,
        LimitDiskGib = project.Limit.DiskGib,
        Version = project.Version,
        CreatedAt = project.CreatedAt,
    };

    public static ProjectRecord ToRecord(this ProjectRow row) => new(
        new(row.Id),
        new(row.TenantId),
        row.Name,
        row.DisplayName,
        new ResourceCount(row.LimitInstances, row.LimitVcpus, row.LimitMemoryMib, row.LimitDiskGib),
        row.Version,
        row.CreatedAt);

    public static RoleAssignmentRow ToRow(this RoleAssignmentRecord assignment) => new()
    {
        Id = assignment.Id,
        UserId = assignment.User.Value,
        Role = assignment.Role.Name(),
        TenantId = assignment.Tenant?.Value,
        ProjectId = assignment.Project?.Value,
        CreatedAt = assignment.CreatedAt,
    };

    public static RoleAssignmentRecord ToRecord(this RoleAssignmentRow row) => new(
        row.Id,
        new(row.UserId),
        Names.ParseRole(row.Role),
        row.TenantId is { } tenant ? new TenantId(tenant) : null,
        row.ProjectId is { } project ? new ProjectId(project) : null,
        row.CreatedAt);

    public static TokenRow ToRow(this TokenRecord token) => new()
    {
        Id = token.Id.Value,
        UserId = token.User.Value,
        Name = token.Name,
        Scope = token.Scope.Name(),
        ProjectId = token.Project?.Value,
        Hash = token.Hash,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
    };

    public static TokenRecord ToRecord(this TokenRow row) => new(
        new(row.Id),
        new(row.UserId),
        row.Name,
        Names.ParseScope(row.Scope),
        row.ProjectId is { } project ? new ProjectId(project) : null,
        row.Hash,
        row.CreatedAt,
        row.ExpiresAt,
        row.LastUsedAt);

    public static FlavorRow ToRow(this Flavor flavor) => new()
    {
        Name = flavor.Id.Value,
        Description = flavor.Description,
        Shape = StoreJson.Write(flavor.Shape, StoreJson.Default.InstanceShape).ToString(),
        Kinds = WriteKinds(flavor.Kinds),
    };

    public static Flavor ToRecord(this FlavorRow row) =>
        new(new(row.Name), row.Description, StoreJson.Read(row.Shape, StoreJson.Default.InstanceShape), ReadKinds(row.Kinds));

    public static ImageRow ToRow(this Image image) => new()
    {
        Name = image.Id.Value,
        Description = image.Description,
        Kinds = WriteKinds(image.Kinds),
        SizeMib = image.SizeMib,
        MinDiskGib = image.MinDiskGib,
        MinMemoryMib = image.MinMemoryMib,
    };

    public static Image ToRecord(this ImageRow row) =>
        new(new(row.Name), row.Description, ReadKinds(row.Kinds), row.SizeMib, row.MinDiskGib, row.MinMemoryMib);

    public static UserRecord ToRecord(this CloudUser user) =>
        new(new(user.Id), user.UserName ?? "", user.DisplayName, user.IsOperator, user.IsDisabled, user.CreatedAt);

    private static string WriteKinds(IReadOnlyList<InstanceKind> kinds) =>
        StoreJson.Write([.. kinds.Select(InstanceKinds.Name)], StoreJson.Default.IReadOnlyListString).ToString();

    private static List<InstanceKind> ReadKinds(string json) =>
        [.. StoreJson.Read(json, StoreJson.Default.IReadOnlyListString).Select(Names.ParseKind)];
}
