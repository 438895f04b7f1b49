using System.Security.Cryptography;
using System.Text;

namespace Cloud.Domain.Iaas.Images;

/// <summary>Identity of a layer: SHA-256 over its modelled content, written as the OCI image specification writes it. Equal content, equal digest.</summary>
public readonly record struct LayerDigest(string Value) : IComparable<LayerDigest>
{
    private const string Prefix = "sha256:";

    /// <summary>The first twelve hexadecimal digits, as tools show them.</summary>
    public string Short => Value.AsSpan(Prefix.Length, 12).ToString();

    /// <summary>Digest of a canonical text.</summary>
    public static LayerDigest Of(string canonical) => new(Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));

    public int CompareTo(LayerDigest other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
