using Cloud.Persistence.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Schema;

/// <summary>
/// The one schema of both databases: Identity's users, people and projects, the catalogue, and the tables of the cells. The subclasses
/// only say how the types are spelled.
/// </summary>
public abstract class CloudDbContext(DbContextOptions options) : IdentityUserContext<CloudUser, Guid>(options)
{
    /// <summary>Marks a property that holds JSON.</summary>
    internal const string JsonColumn = "Cloud:Json";

    internal DbSet<TenantRow> Tenants => Set<TenantRow>();

    internal DbSet<ProjectRow> Projects => Set<ProjectRow>();

    internal DbSet<RoleAssignmentRow> Assignments => Set<RoleAssignmentRow>();

    internal DbSet<TokenRow> Tokens => Set<TokenRow>();

    internal DbSet<FlavorRow> Flavors => Set<FlavorRow>();

    internal DbSet<ImageRow> Images => Set<ImageRow>();

    /// <summary>The column type of JSON in this database.</summary>
    protected abstract string JsonType { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixTicks.Converter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<CloudUser>().ToTable("users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        TenancyModel.Map(builder);
        ClusterModel.Map(builder);
        SnakeCase.Apply(builder.Model);

        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.FindAnnotation(JsonColumn) is not null)
            {
                property.RemoveAnnotation(JsonColumn);
                property.SetColumnType(JsonType);
            }
        }
    }
}
