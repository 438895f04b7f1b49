using System.Security.Cryptography;
using Cloud.ControlPlane.Ports;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cloud.Persistence.Tenancy;

/// <summary>Identity's password hash (PBKDF2 with HMAC-SHA512, salted) and its way of comparing user names.</summary>
internal sealed class PasswordHashing
{
    /// <summary>OWASP password storage cheat sheet for PBKDF2-HMAC-SHA512 (2023). Old hashes are renewed at the next sign-in when it rises.</summary>
    public const int Iterations = 210_000;

    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    private readonly PasswordHasher<CloudUser> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly CloudUser nobody = new() { DisplayName = "" };
    private readonly Lazy<string> nobodysHash;

    public PasswordHashing() => nobodysHash = new(() => Hash(nobody, NewStamp()));

    public static string Normalize(string userName) => Normalizer.NormalizeName(userName);

    /// <summary>A value nobody can guess, for Identity's stamps.</summary>
    public static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    public string Hash(CloudUser user, string password) => hasher.HashPassword(user, password);

    public PasswordVerificationResult Verify(CloudUser user, string password) =>
        user.PasswordHash is { } hash ? hasher.VerifyHashedPassword(user, hash, password) : VerifyNobody(password);

    /// <summary>Takes as long as a real check and fails, so that time does not tell which users exist.</summary>
    public PasswordVerificationResult VerifyNobody(string password)
    {
        hasher.VerifyHashedPassword(nobody, nobodysHash.Value, password);
        return PasswordVerificationResult.Failed;
    }

    /// <summary>The row of a new user.</summary>
    public CloudUser NewUser(TenancyChange.AddUser add)
    {
        var user = new CloudUser
        {
            Id = add.User.Id.Value,
            UserName = add.User.UserName,
            NormalizedUserName = Normalize(add.User.UserName),
            DisplayName = add.User.DisplayName,
            IsOperator = add.User.IsOperator,
            IsDisabled = add.User.IsDisabled,
            CreatedAt = add.User.CreatedAt,
            SecurityStamp = NewStamp(),
            ConcurrencyStamp = NewStamp(),
            LockoutEnabled = true,
        };
        user.PasswordHash = Hash(user, add.Password);
        return user;
    }
}
