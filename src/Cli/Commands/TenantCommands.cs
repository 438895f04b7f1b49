using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud tenant …</c></summary>
internal static class TenantCommands
{
    private static readonly Column<TenantView>[] Columns =
        [new("name", it => it.Name), new("title", it => it.DisplayName), new("created", it => Text.Time(it.CreatedAt)), new("id", it => it.Id.ToString())];

    public static Command Build(Verbs verbs)
    {
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List the tenants you can see", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.TenantsAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.TenantView, Columns),
            limit);
        var shown = Inputs.Name("Name or id");
        var show = verbs.Verb("show", "Show a tenant", async (session, parsed, cancel) =>
            PrintSheet(session, await session.Api.TenantAsync(parsed.GetRequiredValue(shown), cancel)), shown);
        var name = Inputs.Name("Unique name");
        var title = Inputs.Optional("--title", "TEXT", "Name for people");
        var create = verbs.Verb("create", "Create a tenant (operators)", async (session, parsed, cancel) =>
        {
            var body = new CreateTenantBody { Name = parsed.GetRequiredValue(name), DisplayName = parsed.GetValue(title) ?? "" };
            PrintSheet(session, await session.Api.CreateTenantAsync(body, cancel));
        }, name, title);
        return Verbs.Group("tenant", "Tenants: organisations or classes that own projects", list, show, create, MemberCommands.Build(verbs, "tenants", role: null));
    }

    private static void PrintSheet(Session session, TenantView tenant) =>
        session.Print.One(tenant, it => it.Name, ContractsJson.Default.TenantView, Columns);
}
