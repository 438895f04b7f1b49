using Cloud.Persistence.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Schema;

/// <summary>Keys, unique names and references of people, projects and catalogue.</summary>
internal static class TenancyModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<TenantRow>(tenant =>
        {
            tenant.ToTable("tenants").HasIndex(row => row.Name).IsUnique();
            tenant.Property(row => row.Id).ValueGeneratedNever();
        });
        model.Entity<ProjectRow>(project =>
        {
            project.ToTable("projects").HasIndex(row => row.Name).IsUnique();
            project.Property(row => row.Id).ValueGeneratedNever();
            project.HasOne<TenantRow>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<RoleAssignmentRow>(MapAssignment);
        model.Entity<TokenRow>(token =>
        {
            token.ToTable("tokens").HasIndex(row => new { row.UserId, row.Name }).IsUnique();
            token.Property(row => row.Id).ValueGeneratedNever();
            token.HasOne<CloudUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            token.HasOne<ProjectRow>().WithMany().HasForeignKey(row => row.ProjectId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<FlavorRow>(flavor =>
        {
            flavor.ToTable("flavors").HasKey(row => row.Name);
            flavor.Property(row => row.Shape).HasAnnotation(CloudDbContext.JsonColumn, true);
            flavor.Property(row => row.Kinds).HasAnnotation(CloudDbContext.JsonColumn, true);
        });
        model.Entity<ImageRow>(image =>
        {
            image.ToTable("images").HasKey(row => row.Name);
            image.Property(row => row.Kinds).HasAnnotation(CloudDbContext.JsonColumn, true);
        });
    }

    private static void MapAssignment(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<RoleAssignmentRow> assignment)
    {
        assignment.ToTable("role_assignments", table => table.HasCheckConstraint(
            "ck_role_assignments_scope", "(tenant_id is null) <> (project_id is null)"));
        assignment.Property(row => row.Id).ValueGeneratedNever();

        // Two indexes, because both databases treat nulls in a unique index as different.
        assignment.HasIndex(row => new { row.UserId, row.Role, row.TenantId }).IsUnique().HasFilter("tenant_id is not null");
        assignment.HasIndex(row => new { row.UserId, row.Role, row.ProjectId }).IsUnique().HasFilter("project_id is not null");
        assignment.HasOne<CloudUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        assignment.HasOne<TenantRow>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Cascade);
        assignment.HasOne<ProjectRow>().WithMany().HasForeignKey(row => row.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
