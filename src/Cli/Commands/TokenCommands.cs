using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud token …</c></summary>
internal static class TokenCommands
{
    public static Command Build(Verbs verbs)
    {
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List your personal access tokens", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.TokensAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Id.ToString(), ContractsJson.Default.TokenView,
                new("name", it => it.Name), new("scope", it => it.Scope), new("project", it => it.Project?.ToString() ?? "any"),
                new("expires", it => Text.Time(it.ExpiresAt)), new("last used", it => Text.Time(it.LastUsedAt)), new("id", it => it.Id.ToString())),
            limit);
        var id = new Argument<Guid>("token") { Description = "Id of the token", HelpName = "ID" };
        var revoke = verbs.Verb("revoke", "Revoke a token at once", async (session, parsed, cancel) =>
        {
            await session.Api.RevokeTokenAsync(parsed.GetRequiredValue(id), cancel);
            session.Print.Say("The token is revoked.");
        }, id);
        return Verbs.Group("token", "Personal access tokens", list, Create(verbs), revoke);
    }

    private static Command Create(Verbs verbs)
    {
        var name = Inputs.Name("What it is for");
        var scope = new Option<string>("--scope") { Description = "read, write or manage", HelpName = "SCOPE", DefaultValueFactory = _ => "write" };
        var days = new Option<int>("--days") { Description = "Days until it expires, 1 to 365", HelpName = "N", DefaultValueFactory = _ => 30 };
        var limited = new Option<bool>("--only-project") { Description = "Limit it to the present project" };
        return verbs.Verb("create", "Make a token; its secret is shown this once", async (session, parsed, cancel) =>
        {
            var project = parsed.GetValue(limited) ? (await session.Api.ProjectAsync(session.Project, cancel)).Id : (Guid?)null;
            var issued = await session.Api.CreateTokenAsync(
                new CreateTokenBody { Name = parsed.GetRequiredValue(name), Scope = parsed.GetValue(scope)!, Project = project, LifetimeDays = parsed.GetValue(days) },
                cancel);
            session.Print.One(issued, it => it.Secret, ContractsJson.Default.IssuedTokenView,
                new Column<IssuedTokenView>("name", it => it.Token.Name), new("scope", it => it.Token.Scope), new("expires", it => Text.Time(it.Token.ExpiresAt)),
                new("id", it => it.Token.Id.ToString()), new("secret", it => it.Secret));
        }, name, scope, days, limited);
    }
}
