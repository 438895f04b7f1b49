using Cloud.Web.Layout;

namespace Cloud.Web.Tests.Models;

public sealed class PortalUrlsTests
{
    [Theory]
    [InlineData("/p/team-07/instances?state=running", "/p/team-07/instances?state=running")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData(null, "/")]
    public void LocalOr_Address_StaysOnThisSite(string? given, string expected) => Assert.Equal(expected, PortalUrls.LocalOr(given, "/"));
}
