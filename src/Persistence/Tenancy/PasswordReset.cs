using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Tenancy;

/// <summary>Writes a new hash and new stamps, as Identity would.</summary>
internal sealed class PasswordReset(Database database, PasswordHashing passwords) : IPasswordReset
{
    public async Task SetPasswordAsync(UserId user, string password, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var row = await context.Users.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == user.Value, cancellation)
            ?? throw new KeyNotFoundException($"There is no user '{user}'.");
        var (hash, stamp) = (passwords.Hash(row, password), PasswordHashing.NewStamp());
        using var turn = await database.EnterWriteAsync(cancellation);
        await context.Users.Where(candidate => candidate.Id == user.Value).ExecuteUpdateAsync(
            update => update
                .SetProperty(candidate => candidate.PasswordHash, hash)
                .SetProperty(candidate => candidate.SecurityStamp, stamp)
                .SetProperty(candidate => candidate.AccessFailedCount, 0)
                .SetProperty(candidate => candidate.LockoutEnd, (DateTimeOffset?)null),
            cancellation);
    }
}
