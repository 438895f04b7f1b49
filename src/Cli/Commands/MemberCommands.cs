using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud project members …</c> and <c>cloud tenant members …</c></summary>
internal static class MemberCommands
{
    /// <param name="verbs">Makes the commands.</param>
    /// <param name="collection">projects or tenants.</param>
    /// <param name="role">The role to give; null where there is only one.</param>
    public static Command Build(Verbs verbs, string collection, Option<string>? role)
    {
        return Verbs.Group("members", "Who may do what here", List(verbs, collection), Add(verbs, collection, role), Remove(verbs, collection));
    }

    private static Command List(Verbs verbs, string collection)
    {
        var name = Inputs.Name("Name or id");
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List members", async (session, parsed, cancel) =>
        {
            var members = session.Api.MembersAsync((collection, parsed.GetRequiredValue(name)), cancel);
            session.Print.List(
                await members.TakeAsync(parsed.GetValue(limit), session.Shell), it => it.UserName ?? it.User.ToString(), ContractsJson.Default.RoleAssignmentView,
                new("user", it => it.UserName ?? it.User.ToString()), new("role", it => it.Role), new("since", it => Text.Time(it.CreatedAt)));
        }, name, limit);
    }

    private static Command Add(Verbs verbs, string collection, Option<string>? role)
    {
        var name = Inputs.Name("Name or id");
        var user = new Argument<string>("user") { Description = "User name", HelpName = "USER" };
        ReadOnlySpan<Symbol> symbols = role is null ? [name, user] : [name, user, role];
        return verbs.Verb("add", "Add a member", async (session, parsed, cancel) =>
        {
            var userName = parsed.GetRequiredValue(user);
            var added = role is null
                ? await session.Api.AddTenantMemberAsync(parsed.GetRequiredValue(name), new AddTenantMemberBody { UserName = userName }, cancel)
                : await session.Api.AddProjectMemberAsync(
                    parsed.GetRequiredValue(name), new AddProjectMemberBody { UserName = userName, Role = parsed.GetRequiredValue(role) }, cancel);
            session.Print.One(added, it => it.Id.ToString(), ContractsJson.Default.RoleAssignmentView,
                new("user", it => it.UserName ?? it.User.ToString()), new("role", it => it.Role));
        }, symbols);
    }

    private static Command Remove(Verbs verbs, string collection)
    {
        var name = Inputs.Name("Name or id");
        var user = new Argument<string>("user") { Description = "User name", HelpName = "USER" };
        return verbs.Verb("remove", "Take all roles here from a member", async (session, parsed, cancel) =>
        {
            var (owner, userName, removed) = ((collection, parsed.GetRequiredValue(name)), parsed.GetRequiredValue(user), 0);
            foreach (var assignment in await session.Api.MembersAsync(owner, cancel).ToListAsync(cancel))
            {
                if (!string.Equals(assignment.UserName, userName, StringComparison.OrdinalIgnoreCase)) continue;
                await session.Api.RemoveMemberAsync(owner, assignment.Id, cancel);
                removed++;
            }

            if (removed == 0) throw Inputs.Missing($"'{userName}' is not a member of {owner.Item2}.");
            session.Print.Say($"{userName} is no longer a member of {owner.Item2}.");
        }, name, user);
    }
}
