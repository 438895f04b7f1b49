using Cloud.Domain.Iaas.Access;
using CsCheck;

namespace Cloud.Domain.Tests.Iaas;

/// <summary>Keys and fingerprints as <c>ssh-keygen</c> made them.</summary>
public sealed class SshPublicKeyTests
{
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPD3akJvhpgvOx4Xmcpmux5GN6UFXjyfxoiPABXCoUDo";

    private const string Ecdsa =
        "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBE0K7iN4k2S7jOBJCUYud/1dHOfA"
        + "w2Z9ncGGJnbYdKMCZHOhKXin8kfo7jl304C3pWamBIY13WZDgSJsic5KrSXj8vWRaaN26hXXpLN1aYRIv2TmJRGjTaoxuT+8Kyo1kw==";

    private const string Rsa =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDMD0M2IoeSZLuHKuBIM1+3LfqGYDjhboNGP9VODer8HThB4ogc4iim+zgJecdL"
        + "0qJIHNUV2OWVyPvWYREleIXfNJ3ybMyJnglkVlhgsN7PghQSf2qseUVmL+m5IpexrGnMEvsu2dm8zL/YUHopubKUyjplsL4mZ4I9DRwq0xFGOOZydPvXQR+0"
        + "7Wt06D8YdSadbNzERXbeoUD93IlQgeAsopOjlwX298D5ak9VgGtOSE+JRJphKbEHZI/Xh1+NTMJvu/wGMss3O7K6iE3x9t+KD9MZLxVWlB3M+003OjuimiwpSAHDgglqlTYku3uiQtcQRCRA9cHEK8q6Guoz6OWh";

    private const string ShortRsa =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDdnQzwo3WIEVY4rN/ap/gKO9mYMc1o635xvdxXH03yWs4yPRWZgVp5XG1rieLZ"
        + "dfTZpqAq8SIkN0Dv+OPsW0s2lpgoxdg8SV/tLrBGbt1cTiqHvfWE9yc/bWUX5qlb9x8Q4gZ94GpAONfjQDQiD4yT5s6hYSogKd9JEMDpcQNW5Q==";

    [Theory]
    [InlineData(Ed25519 + " ada@laptop", "ssh-ed25519", 256, "ada@laptop", "SHA256:Jzah+svndUzHXd1g0VFhhD2ZoFuprcJba9hMJRxKhLE")]
    [InlineData(Ecdsa + " two words", "ecdsa-sha2-nistp384", 384, "two words", "SHA256:4rHhvn5nKJKnIDQYC3OeQeCTf52c9Ic3paORn8ac6dA")]
    [InlineData(Rsa, "ssh-rsa", 2048, "", "SHA256:ljV5VpPuzdlrQDlpHagz0q5G06hEYF0Qe8zgQG2i9oI")]
    public void TryParse_KeyOfSshKeygen_HasItsSizeAndFingerprint(string line, string algorithm, int bits, string comment, string fingerprint)
    {
        Assert.True(SshPublicKey.TryParse(line + "\n", out var key, out var wrong), wrong);
        Assert.Equal((algorithm, bits, comment, fingerprint), (key!.Algorithm, key.Bits, key.Comment, key.Fingerprint));
    }

    [Theory]
    [InlineData("", "0 characters")]
    [InlineData("ssh-ed25519", "no base64")]
    [InlineData("ssh-ed25519 !!!!", "not base64")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIPD3akJvhpgvOx4Xmcpmux5GN6UFXjyfxoiPABXCoUDo", "another algorithm")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3MAAAAAAAAAAAAAAAAAAAAA", "'ssh-dss'")]
    [InlineData(ShortRsa, "1024 bits")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "private key")]
    [InlineData(Ed25519 + "\n" + Ed25519, "more than one line")]
    public void TryParse_NotAKey_SaysWhy(string line, string words)
    {
        Assert.False(SshPublicKey.TryParse(line, out _, out var wrong));
        Assert.Contains(words, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_AnyDamage_IsNoticedOrGivesAnotherFingerprint()
    {
        Assert.True(SshPublicKey.TryParse(Rsa, out var whole, out _));
        Gen.Select(Gen.Int[8, Rsa.Length - 1], Gen.Char["ABCxyz019+/ "]).Sample((at, to) =>
        {
            var damaged = Rsa[..at] + to + Rsa[(at + 1)..];
            return damaged == Rsa || !SshPublicKey.TryParse(damaged, out var key, out _) || key!.Fingerprint != whole!.Fingerprint;
        });
        Gen.Int[1, Rsa.Length - 9].Sample(cut => !SshPublicKey.TryParse(Rsa[..^cut], out _, out _));
    }
}
