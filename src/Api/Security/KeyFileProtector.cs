using System.Security.Cryptography;
using System.Text;
using Cloud.ControlPlane.Ports;

namespace Cloud.Api.Security;

/// <summary>
/// Seals small secrets with AES-256-GCM and fingerprints with HMAC-SHA256, under two keys derived from one random key file that lives only
/// in the data directory and only its owner may read. Losing the file loses remembered answers and nothing else.
/// </summary>
public sealed class KeyFileProtector : ISecretProtector
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] sealKey;
    private readonly byte[] fingerprintKey;

    private KeyFileProtector(byte[] master)
    {
        sealKey = HKDF.Expand(HashAlgorithmName.SHA256, master, KeyBytes, "cloud seal v1"u8.ToArray());
        fingerprintKey = HKDF.Expand(HashAlgorithmName.SHA256, master, KeyBytes, "cloud fingerprint v1"u8.ToArray());
    }

    /// <summary>Reads the key file, or creates it with owner-only permissions.</summary>
    public static KeyFileProtector Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "secret.key");
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }

        var master = File.ReadAllBytes(path);
        return master.Length == KeyBytes
            ? new KeyFileProtector(master)
            : throw new InvalidDataException($"'{path}' must hold exactly {KeyBytes} bytes; it holds {master.Length}.");
    }

    public byte[] Protect(byte[] clear)
    {
        var output = new byte[NonceBytes + TagBytes + clear.Length];
        var nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(sealKey, TagBytes);
        aes.Encrypt(nonce, clear, output.AsSpan(NonceBytes + TagBytes), output.AsSpan(NonceBytes, TagBytes));
        return output;
    }

    public byte[] Unprotect(byte[] sealedBytes)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The sealed text is too short.");

        var clear = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(sealKey, TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), clear);
        return clear;
    }

    public byte[] Fingerprint(string text) => HMACSHA256.HashData(fingerprintKey, Encoding.UTF8.GetBytes(text));
}
