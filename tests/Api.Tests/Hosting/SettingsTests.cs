using Cloud.Api.Hosting;
using Cloud.Api.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace Cloud.Api.Tests.Hosting;

public sealed class SettingsTests
{
    private static CloudOptions Read(bool isProduction, params (string Name, string Value)[] settings) => CloudOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Cloud:" + setting.Name, (string?)setting.Value))).Build(), isProduction);

    [Fact]
    public void Expand_ShortSwitches_BecomeSettings() => Assert.Equal(
        ["--Cloud:Demo=true", "--Cloud:DataDirectory=/d", "--Cloud:Region=r.json", "--Cloud:Speed=9", "--urls=http://x", "--Cloud:RateLimit:Enabled=false"],
        Switches.Expand(["--demo", "--data", "/d", "--region=r.json", "--speed", "9", "--urls", "http://x", "--Cloud:RateLimit:Enabled=false"]));

    [Fact]
    public void Expand_UnknownAndIncomplete_ListsBoth()
    {
        var refused = Assert.Throws<StartException>(() => Switches.Expand(["--dmeo", "--data"]));
        Assert.Equal(StartException.BadSettings, refused.ExitCode);
        Assert.Equal(2, refused.Details.Count);
        Assert.Contains("--demo", refused.Details[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_TakesTheDefaults()
    {
        var options = Read(isProduction: true);
        Assert.Equal(Path.GetFullPath("cloud-data"), options.DataDirectory);
        Assert.Equal(Path.GetFullPath("cloud-data/region.json"), options.Region);
        Assert.Equal((null, null, false, 100, 200, 10_000), (options.Postgres, options.Speed, options.Demo, options.RateLimit.PermitsPerSecond, options.RateLimit.Burst, options.RateLimit.OperatorPermitsPerSecond));
    }

    [Fact]
    public void Read_ManyErrors_ListsAll()
    {
        var refused = Assert.Throws<StartException>(() => Read(
            isProduction: true, ("Speed", "fast"), ("RateLimit:Burst", "0"), ("RateLimit:PermitsPerSecond", "x"), ("Demo", "true"), ("Datadir", "/x"), ("RateLimit:Brst", "1")));
        Assert.Equal(StartException.BadSettings, refused.ExitCode);
        foreach (var part in (string[])["Cloud:Speed is 'fast'", "Cloud:RateLimit:Burst is '0'", "Cloud:RateLimit:PermitsPerSecond is 'x'", "refused in Production", "Cloud:Datadir is not a setting", "Cloud:RateLimit:Brst is not a setting"])
            Assert.Contains(part, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DemoOutsideProduction_IsAllowed() => Assert.True(Read(isProduction: false, ("Demo", "true")).Demo);

    [Fact]
    public void Open_TheSameDirectoryTwice_IsRefusedUntilTheFirstLetsGo()
    {
        var path = Fixture.CloudProcess.NewDirectory();
        var first = DataDirectory.Open(path);
        Assert.Equal(StartException.DataDirectoryInUse, Assert.Throws<StartException>(() => DataDirectory.Open(path)).ExitCode);
        first.Dispose();
        DataDirectory.Open(path).Dispose();
    }

    [Fact]
    public void Password_Made_PassesEveryUsualRuleAndDiffers()
    {
        var made = Enumerable.Range(0, 200).Select(_ => Passwords.Make()).ToList();
        Assert.Equal(made.Count, made.Distinct(StringComparer.Ordinal).Count());
        Assert.All(made, password => Assert.Matches("^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9]{6}(-[A-Za-z0-9]{6}){3}$", password));
    }
}
