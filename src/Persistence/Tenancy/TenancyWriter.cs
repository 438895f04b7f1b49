using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Tenancy;

/// <summary>Writes one change. Inserts are left to the caller's SaveChanges; everything else is one statement at once.</summary>
internal static class TenancyWriter
{
    public static async Task ApplyAsync(
        CloudDbContext context, TenancyChange change, IReadOnlyDictionary<UserId, CloudUser> hashed, CancellationToken cancellation)
    {
        switch (change)
        {
            case TenancyChange.PutTenant put:
                await PutAsync(context, put.Tenant, cancellation);
                break;
            case TenancyChange.PutProject { ExpectedVersion: null } put:
                context.Projects.Add(put.Project.ToRow());
                break;
            case TenancyChange.PutProject put:
                await ReplaceAsync(context, put.Project, put.ExpectedVersion.Value, cancellation);
                break;
            case TenancyChange.DeleteProject delete:
                await DeleteAsync(context, delete.Project, cancellation);
                break;
            case TenancyChange.AddAssignment add:
                context.Assignments.Add(add.Assignment.ToRow());
                break;
            case TenancyChange.RemoveAssignment remove:
                await context.Assignments.Where(row => row.Id == remove.Assignment).ExecuteDeleteAsync(cancellation);
                break;
            case TenancyChange.AddToken add:
                context.Tokens.Add(add.Token.ToRow());
                break;
            case TenancyChange.RemoveToken remove:
                await context.Tokens.Where(row => row.Id == remove.Token.Value).ExecuteDeleteAsync(cancellation);
                break;
            case TenancyChange.AddUser add:
                context.Users.Add(hashed[add.User.Id]);
                break;
            case TenancyChange.SetUserDisabled set:
                await SetDisabledAsync(context, set, cancellation);
                break;
            case TenancyChange.AddFlavor add:
                context.Flavors.Add(add.Flavor.ToRow());
                break;
            case TenancyChange.RemoveFlavor remove:
                await context.Flavors.Where(row => row.Name == remove.Flavor.Value).ExecuteDeleteAsync(cancellation);
                break;
            case TenancyChange.AddImage add:
                context.Images.Add(add.Image.ToRow());
                break;
            default:
                throw new InvalidOperationException($"The store does not know the change {change.GetType().Name}.");
        }
    }

    private static async Task PutAsync(CloudDbContext context, TenantRecord tenant, CancellationToken cancellation)
    {
        var replaced = await context.Tenants.Where(row => row.Id == tenant.Id.Value).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.Name, tenant.Name).SetProperty(row => row.DisplayName, tenant.DisplayName), cancellation);
        if (replaced == 0)
            context.Tenants.Add(tenant.ToRow());
    }

    private static async Task ReplaceAsync(CloudDbContext context, ProjectRecord project, long expected, CancellationToken cancellation)
    {
        var replaced = await context.Projects.Where(row => row.Id == project.Id.Value && row.Version == expected).ExecuteUpdateAsync(
            update => update
                .SetProperty(row => row.Name, project.Name)
                .SetProperty(row => row.DisplayName, project.DisplayName)
                .SetProperty(row => row.LimitInstances, project.Limit.Instances)
                .SetProperty(row => row.LimitVcpus, project.Limit.Vcpus)
                .SetProperty(row => row.LimitMemoryMib, project.Limit.MemoryMib)
                .SetProperty(row => row.LimitDiskGib, project.Limit.DiskGib)
                .SetProperty(row => row.Version, project.Version),
            cancellation);
        if (replaced == 0)
            throw new TenancyConflictException($"The project '{project.Name}' is not at version {expected} any more.");
    }

    /// <summary>Takes along what only makes sense inside the project: assignments and tokens by reference, quota use here.</summary>
    private static async Task DeleteAsync(CloudDbContext context, ProjectId project, CancellationToken cancellation)
    {
        var id = project.Value;
        if (await context.Set<Dictionary<string, object>>(InstanceTable.Table.Name).AnyAsync(row => (Guid)row["project_id"] == id, cancellation))
            throw new TenancyConflictException($"The project '{project}' still has instances.");

        await context.Set<Dictionary<string, object>>(QuotaUseTable.Table.Name).Where(row => (Guid)row["project_id"] == id).ExecuteDeleteAsync(cancellation);
        if (await context.Projects.Where(row => row.Id == id).ExecuteDeleteAsync(cancellation) == 0)
            throw new TenancyConflictException($"The project '{project}' does not exist any more.");
    }

    private static async Task SetDisabledAsync(CloudDbContext context, TenancyChange.SetUserDisabled set, CancellationToken cancellation)
    {
        // A new stamp ends the sessions that Identity has handed out.
        var stamp = PasswordHashing.NewStamp();
        var changed = await context.Users.Where(row => row.Id == set.User.Value).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.IsDisabled, set.Disabled).SetProperty(row => row.SecurityStamp, stamp), cancellation);
        if (changed == 0)
            throw new TenancyConflictException($"The user '{set.User}' does not exist any more.");
    }
}
