using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Models;
using Cloud.Web.Models.SameCall;
using Cloud.Web.Tests.Golden;

namespace Cloud.Web.Tests.Models;

public sealed class SameCallTests
{
    private static readonly Uri Server = new("http://127.0.0.1:5080/");

    private static ApiCall Create() => CloudApi.CreateInstance(
        "team-07",
        new CreateInstanceBody
        {
            Name = "it's-1", Kind = "microvm", Flavor = "micro.small", Image = "alpine-3.22", Zone = "zone-a", Labels = new() { ["app"] = "web $HOME \"x\"" },
        },
        "0199f3c2a1d24b7e");

    [Theory]
    [InlineData("curl", "create.curl.txt")]
    [InlineData("cli", "create.cli.txt")]
    [InlineData("csharp", "create.csharp.txt")]
    public void Write_Create_MatchesGolden(string language, string file) =>
        GoldenFile.Match(file, SameCallWriter.Languages.Single(l => string.Equals(l.Id, language, StringComparison.Ordinal)).Write(Server, Create())!);

    [Theory]
    [InlineData("curl", "list.curl.txt")]
    [InlineData("cli", "list.cli.txt")]
    [InlineData("csharp", "list.csharp.txt")]
    public void Write_FilteredList_MatchesGolden(string language, string file) =>
        GoldenFile.Match(file, SameCallWriter.Languages.Single(l => string.Equals(l.Id, language, StringComparison.Ordinal)).Write(
            Server, CloudApi.Instances("team-07", new InstanceQuery { State = "running", Label = "app=web" }))!);

    [Fact]
    public void Write_AnyLanguage_NamesTheTokenByItsVariable()
    {
        foreach (var language in SameCallWriter.Languages.Where(l => l.Id is not "cli"))
            Assert.Contains("CLOUD_TOKEN", language.Write(Server, Create()), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CallWithoutVerb_HasNoCliText() =>
        Assert.Null(CliWriter.Write(Server, CloudApi.RevokeToken(Guid.Empty)));

    [Fact]
    public void Write_Delete_NamesTheMethod() =>
        Assert.StartsWith("curl -X DELETE ", CurlWriter.Write(Server, CloudApi.Act("team-07", Guid.Empty, "delete")), StringComparison.Ordinal);
}
