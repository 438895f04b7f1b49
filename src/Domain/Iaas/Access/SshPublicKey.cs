using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Cloud.Domain.Iaas.Access;

/// <summary>
/// A public key as <c>ssh-keygen</c> writes it: algorithm, base64, comment.
/// Source: RFC 4253, 6.6 (blob format), RFC 5656 (ECDSA), RFC 8709 (Ed25519), OpenSSH PROTOCOL.u2f (security keys).
/// </summary>
/// <param name="Algorithm">For example <c>ssh-ed25519</c>.</param>
/// <param name="Bits">Size of the key.</param>
/// <param name="Text">Algorithm and base64, without the comment.</param>
/// <param name="Comment">The rest of the line; empty when there is none.</param>
/// <param name="Fingerprint"><c>SHA256:</c> and the unpadded base64 of the blob's digest, as <c>ssh-keygen -l</c> shows it.</param>
public sealed record SshPublicKey(string Algorithm, int Bits, string Text, string Comment, string Fingerprint)
{
    /// <summary>Longest line that is read, characters: an RSA key of 16,384 bits has 2,800.</summary>
    public const int MaxLength = 4_096;

    /// <summary>Longest comment that is kept, characters.</summary>
    public const int MaxComment = 255;

    /// <summary>Shortest RSA modulus that is taken, bits. Source: OpenSSH 9.x RequiredRSASize is 1024, NIST SP 800-57 demands 2048.</summary>
    public const int MinRsaBits = 2_048;

    /// <summary>What is accepted, as a sentence.</summary>
    public const string Rule =
        "one line of an OpenSSH public key: ssh-ed25519, ecdsa-sha2-nistp256, -384 or -521, ssh-rsa of at least 2,048 bits, or their sk- forms";

    private static readonly (string Algorithm, int Bits)[] Fixed =
    [
        ("ssh-ed25519", 256), ("sk-ssh-ed25519@openssh.com", 256), ("ecdsa-sha2-nistp256", 256), ("sk-ecdsa-sha2-nistp256@openssh.com", 256),
        ("ecdsa-sha2-nistp384", 384), ("ecdsa-sha2-nistp521", 521),
    ];

    /// <summary>Reads a line; when it is not a key, says why.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out SshPublicKey? key, [NotNullWhen(false)] out string? wrong)
    {
        key = null;
        wrong = Check(line, out var parts, out var blob);
        if (wrong is not null) return false;

        var algorithm = parts[0];
        wrong = Measure(algorithm, blob, out var bits);
        if (wrong is not null) return false;

        var comment = parts.Length > 2 ? parts[2].Trim() : "";
        if (comment.Length > MaxComment || comment.Any(char.IsControl))
        {
            wrong = "has a comment that is too long or holds control characters";
            return false;
        }

        var digest = Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
        key = new(algorithm, bits, $"{algorithm} {parts[1]}", comment, $"SHA256:{digest}");
        return true;
    }

    private static string? Check(string line, out string[] parts, out byte[] blob)
    {
        (parts, blob) = ([], []);
        var text = line.Trim();
        if (text.Length is 0 or > MaxLength) return $"has {text.Length} characters";
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return "is a private key: keep it to yourself and send the .pub file";
        if (text.AsSpan().IndexOfAny('\r', '\n') >= 0) return "has more than one line";

        parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) return "has no base64 part";
        var bytes = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], bytes, out var length)) return "has a second part that is not base64";

        blob = bytes[..length];
        return Field(blob, 0) is { } name && string.Equals(Encoding.ASCII.GetString(blob, name.Start, name.Length), parts[0], StringComparison.Ordinal)
            ? null
            : "names another algorithm than the key inside has, or is cut off";
    }

    /// <summary>Checks that the blob is whole, and how large the key in it is.</summary>
    private static string? Measure(string algorithm, byte[] blob, out int bits)
    {
        bits = 0;
        var fields = new List<(int Start, int Length)>();
        for (var at = 0; at < blob.Length;)
        {
            if (Field(blob, at) is not { } field) return "is cut off";
            fields.Add(field);
            at = field.Start + field.Length;
        }

        if (string.Equals(algorithm, "ssh-rsa", StringComparison.Ordinal))
        {
            if (fields.Count != 3 || fields[2].Length == 0) return "is not an RSA key";
            var modulus = blob.AsSpan(fields[2].Start, fields[2].Length).TrimStart((byte)0);
            bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - (int)uint.LeadingZeroCount(modulus[0]) + 24;
            return bits >= MinRsaBits ? null : $"is an RSA key of {bits} bits";
        }

        foreach (var known in Fixed)
        {
            if (!string.Equals(known.Algorithm, algorithm, StringComparison.Ordinal)) continue;
            bits = known.Bits;
            return fields.Count >= 2 && KeyLengthFits(algorithm, fields) ? null : "is not a whole key of its algorithm";
        }

        return $"is of the algorithm '{(algorithm.Length <= 40 ? algorithm : algorithm[..40])}'";
    }

    private static bool KeyLengthFits(string algorithm, List<(int Start, int Length)> fields) =>
        algorithm.Contains("ed25519", StringComparison.Ordinal)
            ? fields[1].Length == 32
            : fields.Count >= 3 && fields[2].Length is 65 or 97 or 133;

    private static (int Start, int Length)? Field(byte[] blob, int at)
    {
        if (at + 4 > blob.Length) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(at));
        return length <= blob.Length - at - 4 ? (at + 4, (int)length) : null;
    }
}
