namespace Cloud.Contracts;

/// <summary>Adds a public key to a project.</summary>
public sealed class CreateKeyPairBody
{
    /// <summary>Unique among the project's key pairs.</summary>
    /// <example>laptop</example>
    public required string Name { get; init; }

    /// <summary>The line of the .pub file: ssh-ed25519, ecdsa-sha2-nistp256, -384, -521, or ssh-rsa of at least 2,048 bits.</summary>
    /// <example>ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0x0b6v0k3m3Yk1p2w4m2v5t1q9s8r7u6y5x4w3v2u1 ada@laptop</example>
    public required string PublicKey { get; init; }

    /// <summary>Up to 32 labels.</summary>
    public Dictionary<string, string>? Labels { get; init; }
}

/// <summary>A public key that new instances let in.</summary>
public sealed class KeyPairView : ResourceView
{
    /// <summary>For example ssh-ed25519.</summary>
    public required string Algorithm { get; init; }
    public required int Bits { get; init; }

    /// <summary>Algorithm and base64.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The comment of the line; empty when it had none.</summary>
    public required string Comment { get; init; }

    /// <summary>As ssh-keygen -l shows it: SHA256:….</summary>
    public required string Fingerprint { get; init; }
}
