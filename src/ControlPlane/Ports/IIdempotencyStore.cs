using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Ports;

/// <summary>The remembered answer to a POST, kept for 24 hours.</summary>
/// <param name="User">Whose key it is: keys of different users never meet.</param>
/// <param name="Key">What the client sent, at most 255 printable ASCII characters.</param>
/// <param name="Fingerprint">Keyed hash over use case and request: the same key with another fingerprint is refused.</param>
/// <param name="Result">The use case's result as JSON (UTF-8); sealed by <see cref="ISecretProtector"/> when it holds a secret.</param>
/// <param name="CreatedAt">When.</param>
public sealed record IdempotencyRecord(UserId User, string Key, byte[] Fingerprint, byte[] Result, DateTimeOffset CreatedAt);

/// <summary>Finds remembered answers. They are written by whoever commits the change they belong to, in the same transaction.</summary>
public interface IIdempotencyStore
{
    Task<IdempotencyRecord?> FindAsync(UserId user, string key, CancellationToken cancellation);
}

/// <summary>Seals small secrets at rest with keys that live only in the data directory.</summary>
public interface ISecretProtector
{
    byte[] Protect(byte[] clear);

    byte[] Unprotect(byte[] sealedBytes);

    /// <summary>A keyed hash (HMAC-SHA256): a fingerprint that says nothing about a short secret inside <paramref name="text"/>.</summary>
    byte[] Fingerprint(string text);
}
