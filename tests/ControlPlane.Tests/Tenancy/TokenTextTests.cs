using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tests.Tenancy;

public class TokenTextTests
{
    private static readonly TokenId Id = new(new Guid(7, 7, 7, new byte[8]));

    [Fact]
    public void Issue_ThenParse_FindsTheIdAndMatchesTheHash()
    {
        var (text, hash) = TokenText.Issue(Id);

        Assert.True(TokenText.TryParse(text, out var id, out var secret));
        Assert.Equal(Id, id);
        Assert.True(TokenText.Matches(secret, hash));
        Assert.False(TokenText.Matches(secret + "x", hash));
    }

    [Fact]
    public void Issue_Twice_GivesDifferentSecrets() => Assert.NotEqual(TokenText.Issue(Id).Text, TokenText.Issue(Id).Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cloud_pat_")]
    [InlineData("cloud_pat_0000000700070007000000000000000")]
    [InlineData("cloud_pat_zzzzzzzz000700070000000000000000_secretsecret")]
    [InlineData("ghp_00000007000700070000000000000000_secretsecret")]
    public void TryParse_SomethingElse_IsRefused(string? text) => Assert.False(TokenText.TryParse(text, out _, out _));
}
