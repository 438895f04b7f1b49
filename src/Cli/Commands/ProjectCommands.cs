using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud project …</c></summary>
internal static class ProjectCommands
{
    private static readonly Column<ProjectView>[] Columns =
    [
        new("name", it => it.Name), new("role", it => it.Role),
        new("instances", it => Text.OfLimit(it.Use.Instances, it.Limit.Instances), Right: true),
        new("vCPUs", it => Text.OfLimit(it.Use.Vcpus, it.Limit.Vcpus), Right: true),
        new("memory MiB", it => Text.OfLimit(it.Use.MemoryMib, it.Limit.MemoryMib), Right: true),
        new("disk GiB", it => Text.OfLimit(it.Use.DiskGib, it.Limit.DiskGib), Right: true), new("id", it => it.Id.ToString()),
    ];

    private static readonly Column<ProjectView>[] Sheet =
        [new("name", it => it.Name), new("title", it => it.DisplayName), new("tenant", it => it.Tenant.ToString()), .. Columns[1..]];

    public static Command Build(Verbs verbs) => Verbs.Group(
        "project", "Projects: what instances, quotas and members belong to",
        List(verbs), Show(verbs), Create(verbs), Update(verbs), Use(verbs), Delete(verbs),
        MemberCommands.Build(verbs, "projects", Inputs.Required("--role", "ROLE", "project-admin, project-member or project-reader")));

    private static Command List(Verbs verbs)
    {
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List the projects you can see", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.ProjectsAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.ProjectView, Columns),
            limit);
    }

    private static Command Show(Verbs verbs)
    {
        var name = Inputs.Name("Name or id");
        return verbs.Verb("show", "Show a project with its quota", async (session, parsed, cancel) =>
            PrintSheet(session, await session.Api.ProjectAsync(parsed.GetRequiredValue(name), cancel)), name);
    }

    private static Command Create(Verbs verbs)
    {
        var name = Inputs.Name("Unique name");
        var tenant = Inputs.Required("--tenant", "NAME", "Tenant that owns it, by name or id");
        var title = Inputs.Optional("--title", "TEXT", "Name for people");
        var quota = new QuotaOptions();
        return verbs.Verb("create", "Create a project", async (session, parsed, cancel) =>
        {
            var owner = await session.Api.TenantAsync(parsed.GetRequiredValue(tenant), cancel);
            var body = new CreateProjectBody
            {
                Tenant = owner.Id, Name = parsed.GetRequiredValue(name), DisplayName = parsed.GetValue(title) ?? "", Limit = quota.Whole(parsed),
            };
            PrintSheet(session, await session.Api.CreateProjectAsync(body, cancel));
        }, [name, tenant, title, .. quota.All]);
    }

    private static Command Update(Verbs verbs)
    {
        var name = Inputs.Name("Name or id");
        var title = Inputs.Optional("--title", "TEXT", "Name for people");
        var quota = new QuotaOptions();
        return verbs.Verb("update", "Change a project's title or quota", async (session, parsed, cancel) =>
        {
            var project = await session.Api.ProjectAsync(parsed.GetRequiredValue(name), cancel);
            var body = new UpdateProjectBody { DisplayName = parsed.GetValue(title), Limit = quota.Over(parsed, project.Limit) };
            PrintSheet(session, await session.Api.UpdateProjectAsync(project.Id.ToString(), body, cancel));
        }, [name, title, .. quota.All]);
    }

    private static Command Use(Verbs verbs)
    {
        var name = Inputs.Name("Name or id");
        return verbs.Verb("use", "Make a project the default of later commands", async (session, parsed, cancel) =>
        {
            var project = await session.Api.ProjectAsync(parsed.GetRequiredValue(name), cancel);
            session.Store.Save(session.Config with { Project = project.Name });
            session.Print.Say($"Commands use project {project.Name} now.");
        }, name);
    }

    private static Command Delete(Verbs verbs)
    {
        var name = Inputs.Name("Name or id");
        return verbs.Verb("delete", "Delete an empty project", async (session, parsed, cancel) =>
        {
            await session.Api.DeleteProjectAsync(parsed.GetRequiredValue(name), cancel);
            session.Print.Say($"Project {parsed.GetRequiredValue(name)} is deleted.");
        }, name);
    }

    private static void PrintSheet(Session session, ProjectView project) =>
        session.Print.One(project, it => it.Name, ContractsJson.Default.ProjectView, Sheet);
}
