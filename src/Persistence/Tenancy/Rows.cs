namespace Cloud.Persistence.Tenancy;

// What EF maps for people, projects and catalogue. TenancyMapping turns them into the records of the port and back.

internal sealed class TenantRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ProjectRow
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required long LimitInstances { get; init; }
    public required long LimitVcpus { get; init; }
    public required long LimitMemoryMib { get; init; }
    public required long LimitDiskGib { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class RoleAssignmentRow
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Role { get; init; }
    public required Guid? TenantId { get; init; }
    public required Guid? ProjectId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class TokenRow
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Name { get; init; }
    public required string Scope { get; init; }
    public required Guid? ProjectId { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? LastUsedAt { get; init; }
}

internal sealed class FlavorRow
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Shape { get; init; }
    public required string Kinds { get; init; }
}

internal sealed class ImageRow
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Kinds { get; init; }
    public required int SizeMib { get; init; }
    public required int MinDiskGib { get; init; }
    public required int MinMemoryMib { get; init; }
}
