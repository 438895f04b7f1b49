using System.Data.Common;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Tenancy;

/// <summary>People, projects, tokens and catalogue over EF.</summary>
internal sealed class TenancyStore(Database database, PasswordHashing passwords) : ITenancyStore
{
    public async Task<AccessImage> LoadAsync(CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await using var snapshot = await database.BeginSnapshotAsync(context, cancellation);
        return new AccessImage(
            [.. (await context.Tenants.OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Projects.OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Assignments.OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Users.OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Tokens.OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Flavors.OrderBy(row => row.Name).ToListAsync(cancellation)).Select(row => row.ToRecord())],
            [.. (await context.Images.OrderBy(row => row.Name).ToListAsync(cancellation)).Select(row => row.ToRecord())]);
    }

    public async Task ApplyAsync(IReadOnlyList<TenancyChange> changes, IdempotencyRecord? remember, CancellationToken cancellation)
    {
        // Hashing takes a tenth of a second by intent: not while others wait to write.
        var hashed = changes.OfType<TenancyChange.AddUser>().ToDictionary(add => add.User.Id, passwords.NewUser);

        using var turn = await database.EnterWriteAsync(cancellation);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            foreach (var change in changes)
            {
                await TenancyWriter.ApplyAsync(context, change, hashed, cancellation);
                await context.SaveChangesAsync(cancellation);
            }

            if (remember is not null)
            {
                context.Set<Dictionary<string, object>>(IdempotencyTable.Table.Name).Add(IdempotencyTable.Table.ToBag(remember));
                await context.SaveChangesAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
        catch (Exception error) when ((error as DbException ?? error.InnerException as DbException) is { } refused && database.IsConstraintViolation(refused))
        {
            // Shown to the caller: what exactly collided is in the inner exception, for the log.
            throw new TenancyConflictException("A name was taken, or something this belongs to was removed, at the same moment; nothing was changed.", error);
        }
    }

    public async Task TouchTokensAsync(IReadOnlyDictionary<TokenId, DateTimeOffset> lastUsed, CancellationToken cancellation)
    {
        using var turn = await database.EnterWriteAsync(cancellation);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        foreach (var (token, time) in lastUsed)
        {
            await context.Tokens
                .Where(row => row.Id == token.Value && (row.LastUsedAt == null || row.LastUsedAt < time))
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.LastUsedAt, time), cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }
}
