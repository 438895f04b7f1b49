using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tenancy;

/// <summary>
/// The text of a personal access token: <c>cloud_pat_ID_SECRET</c>. The prefix lets scanners find leaked tokens, the id finds the record
/// without a search, and the secret has 256 random bits, so its plain SHA-256 is safe to store.
/// </summary>
public static class TokenText
{
    public const string Prefix = "cloud_pat_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;

    /// <summary>A fresh secret for a token, with the hash to store.</summary>
    public static (string Text, byte[] Hash) Issue(TokenId id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id.Value:N}_{secret}", Hash(secret));
    }

    /// <summary>Takes a token's text apart; false when it does not look like one.</summary>
    public static bool TryParse(string? text, out TokenId id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (default, null);
        if (text is null || text.Length < Prefix.Length + IdLength + 2 || text.Length > 200 || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (text[Prefix.Length + IdLength] != '_' || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var value))
            return false;

        (id, secret) = (new TokenId(value), text[(Prefix.Length + IdLength + 1)..]);
        return true;
    }

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Compares in constant time.</summary>
    public static bool Matches(string secret, ReadOnlySpan<byte> hash)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), actual);
        return CryptographicOperations.FixedTimeEquals(actual, hash);
    }
}
