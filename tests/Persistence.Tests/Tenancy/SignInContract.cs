using Cloud.ControlPlane.Ports;
using Cloud.Persistence.Tenancy;
using Cloud.Persistence.Tests.Support;

namespace Cloud.Persistence.Tests.Tenancy;

/// <summary>Who gets in, and how guessing is stopped.</summary>
public abstract class SignInContract(IStoreServer server) : StoreSuite(server)
{
    private static readonly SignInResult Refused = new(User: null, LockedOut: false);
    private static readonly SignInResult Locked = new(User: null, LockedOut: true);
    private static readonly SignInResult Accepted = new(People.Student.Id, LockedOut: false);

    [Fact]
    public async Task Check_RightWrongUnknown_AnswersOnlyYesOrNo()
    {
        await using var store = await OpenWithPeopleAsync();

        Assert.Equal(Accepted, await store.SignIn.CheckAsync("aysel", People.Password, Cancel));
        Assert.Equal(Accepted, await store.SignIn.CheckAsync("AYSEL", People.Password, Cancel));
        Assert.Equal(Refused, await store.SignIn.CheckAsync("aysel", People.Password + "x", Cancel));
        Assert.Equal(Refused, await store.SignIn.CheckAsync("aysel", "", Cancel));
        Assert.Equal(Refused, await store.SignIn.CheckAsync("nobody", People.Password, Cancel));
    }

    [Fact]
    public async Task Check_DisabledUser_IsRefusedUntilEnabled()
    {
        await using var store = await OpenWithPeopleAsync();

        await store.Tenancy.ApplyAsync([new TenancyChange.SetUserDisabled(People.Student.Id, Disabled: true)], remember: null, Cancel);
        Assert.Equal(Refused, await store.SignIn.CheckAsync("aysel", People.Password, Cancel));

        await store.Tenancy.ApplyAsync([new TenancyChange.SetUserDisabled(People.Student.Id, Disabled: false)], remember: null, Cancel);
        Assert.Equal(Accepted, await store.SignIn.CheckAsync("aysel", People.Password, Cancel));
    }

    [Theory]
    [InlineData("aysel")]
    [InlineData("nobody")]
    public async Task Check_FiveFailures_LockForFiveMinutesWhetherTheNameExistsOrNot(string name)
    {
        await using var store = await OpenWithPeopleAsync();

        for (var failure = 1; failure < SignIn.MaxFailures; failure++)
            Assert.Equal(Refused, await store.SignIn.CheckAsync(name, "wrong", Cancel));

        Assert.Equal(Locked, await store.SignIn.CheckAsync(name, "wrong", Cancel));
        Assert.Equal(Locked, await store.SignIn.CheckAsync(name, People.Password, Cancel));
        store.Clock.Advance(SignIn.Lockout - TimeSpan.FromTicks(1));
        Assert.Equal(Locked, await store.SignIn.CheckAsync(name, People.Password, Cancel));
        store.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(name is "aysel" ? Accepted : Refused, await store.SignIn.CheckAsync(name, People.Password, Cancel));
    }

    [Fact]
    public async Task Check_Success_ForgetsEarlierFailures()
    {
        await using var store = await OpenWithPeopleAsync();

        for (var attempt = 0; attempt < 2 * SignIn.MaxFailures; attempt++)
        {
            var password = attempt % (SignIn.MaxFailures - 1) == 0 ? People.Password : "wrong";
            Assert.False((await store.SignIn.CheckAsync("aysel", password, Cancel)).LockedOut);
        }
    }

    [Fact]
    public async Task Check_LockedThenRestarted_IsStillLocked()
    {
        var options = await Server.CreateAsync();
        await using (var store = await TestStore.OpenAsync(options))
        {
            await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
            for (var failure = 0; failure < SignIn.MaxFailures; failure++)
                await store.SignIn.CheckAsync("aysel", "wrong", Cancel);
        }

        await using var next = await TestStore.OpenAsync(options);
        Assert.Equal(Locked, await next.SignIn.CheckAsync("aysel", People.Password, Cancel));
    }

    [Fact]
    public async Task Check_ManyGuessesAtOnce_OnlyFiveAreTried()
    {
        await using var store = await OpenWithPeopleAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(guess => Task.Run(() => store.SignIn.CheckAsync("aysel", $"guess {guess}", Cancel))));

        Assert.Equal(SignIn.MaxFailures - 1, answers.Count(answer => !answer.LockedOut));
    }

    [Fact]
    public async Task Check_HashWithFewerIterations_IsRenewedAtSignIn()
    {
        await using var store = await OpenWithPeopleAsync();
        var weak = new Microsoft.AspNetCore.Identity.PasswordHasher<string>(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 1_000 }))
            .HashPassword("", People.Password);
        await store.WriteHashAsync(People.Student.Id, weak);

        Assert.Equal(Accepted, await store.SignIn.CheckAsync("aysel", People.Password, Cancel));

        Assert.NotEqual(weak, await store.ReadHashAsync(People.Student.Id));
        Assert.Equal(Accepted, await store.SignIn.CheckAsync("aysel", People.Password, Cancel));
    }

    [Fact]
    public async Task Database_AfterAddingUsers_HoldsNoPasswordInClear()
    {
        await using var store = await OpenWithPeopleAsync();
        await store.SignIn.CheckAsync("aysel", People.Password, Cancel);

        var everything = await store.DumpAsync();

        Assert.Contains("aysel", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(People.Password, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(People.Password)), everything, StringComparison.Ordinal);
    }

    private async Task<TestStore> OpenWithPeopleAsync()
    {
        var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
        return store;
    }
}

public sealed class SqliteSignInTests(SqliteServer server) : SignInContract(server);

public sealed class PostgresSignInTests(PostgresServer server) : SignInContract(server);
