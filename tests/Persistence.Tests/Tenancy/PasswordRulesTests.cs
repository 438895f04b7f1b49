using Cloud.ControlPlane.Ports;
using Cloud.Persistence.Tenancy;
using Cloud.Persistence.Tests.Support;

namespace Cloud.Persistence.Tests.Tenancy;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("aysel", "tortoise-Xy42-lantern")]
    [InlineData("aysel", "demo-aysel-2026")]
    [InlineData("aysel", "dörd yüz on ev")]
    [InlineData("aysel", "839201746529")]
    public void Check_FairPassword_IsAccepted(string userName, string password) => Assert.Empty(PasswordRules.Check(userName, password));

    [Theory]
    [InlineData("aysel", "Xy42-lanter", "at least 12")]
    [InlineData("aysel", "", "at least 12")]
    [InlineData("aysel", "abababababab", "different")]
    [InlineData("konstantinopolis", "Konstantinopolis", "user name")]
    [InlineData("aysel.mammadova", "AyselMammadova1!", "user name")]
    [InlineData("aysel", "Password1234", "everybody")]
    [InlineData("aysel", "1qwertyuiop!", "everybody")]
    [InlineData("aysel", "123456789012", "everybody")]
    [InlineData("aysel", "098765432109", "everybody")]
    public void Check_BadPassword_NamesTheRule(string userName, string password, string rule) =>
        Assert.Contains(PasswordRules.Check(userName, password), broken => broken.Contains(rule, StringComparison.Ordinal));

    [Fact]
    public void Check_VeryLongPassword_NamesTheRule() =>
        Assert.Contains("at most 256", Assert.Single(PasswordRules.Check("aysel", string.Concat(Enumerable.Repeat("Xy42-lantern", 22)))), StringComparison.Ordinal);

    [Fact]
    public async Task CheckPasswordRules_OfThePort_AreTheseRules()
    {
        await using var store = TestStore.Open(new CloudDatabaseOptions("never-opened"));

        Assert.Equal(PasswordRules.Check("aysel", "short"), await store.SignIn.CheckPasswordRulesAsync("aysel", "short"));
        Assert.False(Directory.Exists("never-opened"));
    }

    [Fact]
    public void AddUser_AsText_HidesThePassword() =>
        Assert.DoesNotContain(People.Password, new TenancyChange.AddUser(People.Student, People.Password).ToString(), StringComparison.Ordinal);
}
