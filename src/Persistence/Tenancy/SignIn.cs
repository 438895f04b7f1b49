using Cloud.ControlPlane.Ports;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SignInResult = Cloud.ControlPlane.Ports.SignInResult;

namespace Cloud.Persistence.Tenancy;

/// <summary>
/// Checks passwords against Identity's hashes. Failures are counted in the database; names that do not exist are counted as well (in
/// memory), so that neither time nor lockout tells which names do.
/// </summary>
internal sealed class SignIn(Database database, PasswordHashing passwords, TimeProvider time) : ISignIn
{
    /// <summary>Failures in a row that lock an account.</summary>
    public const int MaxFailures = 5;

    /// <summary>How long it stays locked.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    private readonly UnknownNames unknown = new();

    // One attempt per name at a time: guesses sent all at once would otherwise be checked before the first of them is counted.
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<SignInResult> CheckAsync(string userName, string password, CancellationToken cancellation)
    {
        var name = PasswordHashing.Normalize(userName);
        var stripe = stripes[(uint)string.GetHashCode(name, StringComparison.Ordinal) % stripes.Length];
        await stripe.WaitAsync(cancellation);
        try
        {
            await using var context = database.CreateContext();
            var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedUserName == name, cancellation);
            return user is null ? CheckNobody(name, password) : await CheckAsync(context, user, password, cancellation);
        }
        finally
        {
            stripe.Release();
        }
    }

    public Task<IReadOnlyList<string>> CheckPasswordRulesAsync(string userName, string password) =>
        Task.FromResult(PasswordRules.Check(userName, password));

    private SignInResult CheckNobody(string name, string password)
    {
        var now = time.GetUtcNow();
        if (unknown.IsLocked(name, now))
            return new(User: null, LockedOut: true);

        passwords.VerifyNobody(password);
        return new(User: null, LockedOut: unknown.Fail(name, now));
    }

    private async Task<SignInResult> CheckAsync(CloudDbContext context, CloudUser user, string password, CancellationToken cancellation)
    {
        if (user.LockoutEnd > time.GetUtcNow())
            return new(User: null, LockedOut: true);

        var verdict = passwords.Verify(user, password);
        if (verdict == PasswordVerificationResult.Failed)
            return new(User: null, LockedOut: await FailAsync(context, user, cancellation));

        if (user.IsDisabled)
            return new(User: null, LockedOut: false);

        if (user.AccessFailedCount > 0 || verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await SucceedAsync(context, user, verdict, password, cancellation);

        return new(new(user.Id), LockedOut: false);
    }

    /// <summary>Counts a failure; true when it locks the account.</summary>
    private async Task<bool> FailAsync(CloudDbContext context, CloudUser user, CancellationToken cancellation)
    {
        using var turn = await database.EnterWriteAsync(cancellation);
        await context.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1), cancellation);
        DateTimeOffset? end = time.GetUtcNow() + Lockout;
        return await context.Users.Where(row => row.Id == user.Id && row.AccessFailedCount >= MaxFailures).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.LockoutEnd, end), cancellation) > 0;
    }

    private async Task SucceedAsync(
        CloudDbContext context, CloudUser user, PasswordVerificationResult verdict, string password, CancellationToken cancellation)
    {
        var hash = verdict == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(user, password) : user.PasswordHash;
        using var turn = await database.EnterWriteAsync(cancellation);
        await context.Users.Where(row => row.Id == user.Id && row.PasswordHash == user.PasswordHash).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.PasswordHash, hash), cancellation);
    }
}
