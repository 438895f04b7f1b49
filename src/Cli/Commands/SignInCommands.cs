using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Configuration;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud login</c>, <c>logout</c> and <c>whoami</c>.</summary>
internal static class SignInCommands
{
    public static IEnumerable<Command> All(Verbs verbs)
    {
        var user = Inputs.Optional("--user", "NAME", "User name; asked for when left out");
        var token = Inputs.Optional("--token", "SECRET", "Use this personal access token instead of a password; '-' reads it from standard input");
        yield return verbs.Verb(
            "login", "Sign in: exchange a password for a token and remember it",
            (session, parsed, cancel) => LoginAsync(session, parsed.GetValue(user), parsed.GetValue(token), cancel), user, token);
        yield return verbs.Verb("logout", "Revoke the remembered token and forget it", (session, _, cancel) => LogoutAsync(session, cancel));
        yield return verbs.Verb("whoami", "Show who is signed in, and their roles", async (session, _, cancel) =>
        {
            var me = await session.Api.MeAsync(cancel);
            session.Print.One(me, it => it.UserName, ContractsJson.Default.MeView,
                new("user", it => it.UserName), new("name", it => it.DisplayName), new("id", it => it.Id.ToString()),
                new("operator", it => Text.YesNo(it.IsOperator)), new("token scope", it => it.Scope),
                new("roles", it => string.Join(", ", it.Roles.Select(Role))), new("server", _ => session.Server.ToString()),
                new("project", _ => session.ProjectOrNull));
        });
    }

    private static string Role(RoleAssignmentView role) => $"{role.Role} of {role.Project ?? role.Tenant}";

    private static async Task LoginAsync(Session session, string? user, string? secret, CancellationToken cancel)
    {
        if (secret is not null && user is not null) throw new UsageException("give --user or --token, not both");
        if (secret is null) secret = await ExchangeAsync(session, user, cancel);
        else if (secret is "-") secret = session.Shell.ReadSecret("Token: ")?.Trim();
        if (string.IsNullOrEmpty(secret)) throw new UsageException("no token was given");

        var me = await session.Client(secret).MeAsync(cancel);
        var sameServer = string.Equals(session.Config.Server, session.Server.ToString(), StringComparison.Ordinal);
        session.Store.Save(new CliConfig
        {
            Server = session.Server.ToString(),
            Token = secret,
            UserName = me.UserName,
            Project = sameServer ? session.Config.Project : null,
        });
        session.Print.Say($"Signed in at {session.Server} as {me.UserName}.");
    }

    private static async Task<string> ExchangeAsync(Session session, string? user, CancellationToken cancel)
    {
        if (user is null)
        {
            await session.Shell.Error.WriteAsync("User: ");
            user = await session.Shell.In.ReadLineAsync(cancel);
        }

        if (string.IsNullOrWhiteSpace(user)) throw new UsageException("no user name was given");
        var password = session.Shell.ReadSecret("Password: ");
        if (string.IsNullOrEmpty(password)) throw new UsageException("no password was given");
        var body = new SignInBody { UserName = user.Trim(), Password = password, TokenName = $"cloud command on {Environment.MachineName}" };
        return (await session.Client(token: null).SignInAsync(body, cancel)).Secret;
    }

    private static async Task LogoutAsync(Session session, CancellationToken cancel)
    {
        if (session.Config.Token is not { } secret)
        {
            session.Print.Say("Nobody was signed in.");
            return;
        }

        session.Store.Save(session.Config with { Token = null, UserName = null });
        try
        {
            if (TokenIdOf(secret) is { } id) await session.Client(secret).RevokeTokenAsync(id, cancel);
            session.Print.Say("Signed out; the token is revoked.");
        }
        catch (Exception fault) when (fault is CloudProblemException or CloudUnreachableException)
        {
            await session.Shell.Error.WriteLineAsync(Printer.Plain($"Signed out here, but the server did not revoke the token: {fault.Message}"));
        }
    }

    /// <summary>A secret is <c>cloud_pat_ID_SECRET</c>.</summary>
    private static Guid? TokenIdOf(string secret) => secret.Split('_') is ["cloud", "pat", var id, ..] && Guid.TryParseExact(id, "N", out var token) ? token : null;
}
