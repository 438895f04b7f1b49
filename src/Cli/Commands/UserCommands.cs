using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud user …</c> (operators).</summary>
internal static class UserCommands
{
    private static readonly Column<UserView>[] Columns =
    [
        new("user", it => it.UserName), new("name", it => it.DisplayName), new("operator", it => Text.YesNo(it.IsOperator)),
        new("disabled", it => Text.YesNo(it.IsDisabled)), new("created", it => Text.Time(it.CreatedAt)), new("id", it => it.Id.ToString()),
    ];

    public static Command Build(Verbs verbs)
    {
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List users", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.UsersAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.UserName, ContractsJson.Default.UserView, Columns),
            limit);
        var name = Inputs.Name("Unique user name");
        var title = Inputs.Optional("--title", "TEXT", "Name for people");
        var isOperator = new Option<bool>("--operator") { Description = "May run the region" };
        var create = verbs.Verb("create", "Create a user; asks for the password", async (session, parsed, cancel) =>
        {
            var password = session.Shell.ReadSecret("Password of the new user: ");
            if (string.IsNullOrEmpty(password)) throw new UsageException("no password was given");
            var body = new CreateUserBody
            {
                UserName = parsed.GetRequiredValue(name), DisplayName = parsed.GetValue(title) ?? "", Password = password, IsOperator = parsed.GetValue(isOperator),
            };
            PrintSheet(session, await session.Api.CreateUserAsync(body, cancel));
        }, name, title, isOperator);
        return Verbs.Group("user", "Users (operators)", list, create, Act(verbs, "disable", "Keep a user from signing in"), Act(verbs, "enable", "Let a user sign in again"));
    }

    private static Command Act(Verbs verbs, string action, string description)
    {
        var name = Inputs.Name("User name or id");
        return verbs.Verb(action, description, async (session, parsed, cancel) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (!Guid.TryParse(wanted, out var id)) id = await IdOfAsync(session, wanted, cancel);
            PrintSheet(session, await session.Api.ActOnUserAsync(id, action, cancel));
        }, name);
    }

    private static async Task<Guid> IdOfAsync(Session session, string name, CancellationToken cancel)
    {
        await foreach (var user in session.Api.UsersAsync(cancel))
        {
            if (string.Equals(user.UserName, name, StringComparison.OrdinalIgnoreCase)) return user.Id;
        }

        throw Inputs.Missing($"There is no user '{name}'.");
    }

    private static void PrintSheet(Session session, UserView user) =>
        session.Print.One(user, it => it.UserName, ContractsJson.Default.UserView, Columns);
}
