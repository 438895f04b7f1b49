using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Tenancy;

public sealed class ListTenantsHandler(AccessDirectory directory, CallContext context) : IRequestHandler<ListTenants, Outcome<IReadOnlyList<TenantRecord>>>
{
    public ValueTask<Outcome<IReadOnlyList<TenantRecord>>> Handle(ListTenants request, CancellationToken cancellationToken)
    {
        var (access, caller) = (directory.Current, context.RequiredCaller);
        IReadOnlyList<TenantRecord> visible = [.. access.Image.Tenants
            .Where(tenant => caller.IsOperator || access.BelongsTo(caller.User, tenant.Id))
            .OrderBy(tenant => tenant.Name, StringComparer.Ordinal)];
        return ValueTask.FromResult(Outcomes.Of(visible));
    }
}

public sealed class GetTenantHandler(AccessDirectory directory) : IRequestHandler<GetTenant, Outcome<TenantRecord>>
{
    public ValueTask<Outcome<TenantRecord>> Handle(GetTenant request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<TenantRecord>>(directory.Current.FindTenant(request.Tenant)!);
}

public sealed class CreateTenantHandler(TenancyWriter writer, IIdSource ids, CallContext context) : IRequestHandler<CreateTenant, Outcome<TenantRecord>>
{
    public async ValueTask<Outcome<TenantRecord>> Handle(CreateTenant request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<TenantRecord>(context.Pending, (access, now) =>
        {
            if (access.FindTenant(request.Name) is not null)
                return Taken.Name("tenant", request.Name);
            var tenant = new TenantRecord(new TenantId(ids.Next()), request.Name, Shown.As(request.DisplayName, request.Name), now);
            return new TenancyPlan<TenantRecord>(tenant, new TenancyChange.PutTenant(tenant));
        }, cancellationToken);
}

public sealed class ListProjectsHandler(AccessDirectory directory, ClusterView view, CallContext context)
    : IRequestHandler<ListProjects, Outcome<IReadOnlyList<ProjectStatus>>>
{
    public ValueTask<Outcome<IReadOnlyList<ProjectStatus>>> Handle(ListProjects request, CancellationToken cancellationToken)
    {
        var (access, caller) = (directory.Current, context.RequiredCaller);
        IReadOnlyList<ProjectStatus> visible = [.. access.Image.Projects
            .Where(project => access.Decide(caller, Permission.ProjectRead, project.Id) is AccessVerdict.Allowed)
            .OrderBy(project => project.Name, StringComparer.Ordinal)
            .Select(project => new ProjectStatus(project, view.UseOf(project.Id), access.RoleIn(caller.User, project)))];
        return ValueTask.FromResult(Outcomes.Of(visible));
    }
}

public sealed class GetProjectHandler(AccessDirectory directory, ClusterView view, CallContext context)
    : IRequestHandler<GetProject, Outcome<ProjectStatus>>
{
    public ValueTask<Outcome<ProjectStatus>> Handle(GetProject request, CancellationToken cancellationToken)
    {
        var access = directory.Current;
        return ValueTask.FromResult<Outcome<ProjectStatus>>(access.FindProject(request.Project) is { } project
            ? new ProjectStatus(project, view.UseOf(project.Id), access.RoleIn(context.RequiredCaller.User, project))
            : Problem.NotFound("project", request.Project));
    }
}

public sealed class CreateProjectHandler(TenancyWriter writer, IIdSource ids, CallContext context)
    : IRequestHandler<CreateProject, Outcome<ProjectStatus>>
{
    public async ValueTask<Outcome<ProjectStatus>> Handle(CreateProject request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<ProjectStatus>(context.Pending, (access, now) =>
        {
            if (access.FindProject(request.Name) is not null)
                return Taken.Name("project", request.Name);
            var project = new ProjectRecord(
                new ProjectId(ids.Next()), request.Tenant, request.Name, Shown.As(request.DisplayName, request.Name),
                request.Limit ?? CreateProject.DefaultLimit, Version: 1, now);
            return new TenancyPlan<ProjectStatus>(
                new ProjectStatus(project, default, access.RoleIn(context.RequiredCaller.User, project)),
                new TenancyChange.PutProject(project, ExpectedVersion: null));
        }, cancellationToken);
}

public sealed class UpdateProjectHandler(TenancyWriter writer, ClusterView view, CallContext context)
    : IRequestHandler<UpdateProject, Outcome<ProjectStatus>>
{
    public async ValueTask<Outcome<ProjectStatus>> Handle(UpdateProject request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<ProjectStatus>(pending: null, (access, _) =>
        {
            var caller = context.RequiredCaller;
            if (access.FindProject(request.Project) is not { } project)
                return Problem.NotFound("project", request.Project);
            if (Versions.Mismatch(project, request.IfVersion) is { } mismatch)
                return mismatch;
            if (request.Limit is not null && !caller.IsOperator && !access.Owns(caller.User, project.Tenant))
                return new Problem(ProblemKind.Forbidden, "Only the tenant's owner or an operator changes a quota.");

            var changed = project with
            {
                DisplayName = request.DisplayName ?? project.DisplayName,
                Limit = request.Limit ?? project.Limit,
                Version = project.Version + 1,
            };
            return new TenancyPlan<ProjectStatus>(
                new ProjectStatus(changed, view.UseOf(project.Id), access.RoleIn(caller.User, project)),
                new TenancyChange.PutProject(changed, project.Version));
        }, cancellationToken);
}

/// <summary>
/// Closes the project in its cell first, so that no instance can slip in while the row goes. Whatever keeps the row from going, a failure of
/// the store included, opens it again: a project that is still there must not be one in which nothing can be created.
/// </summary>
public sealed class DeleteProjectHandler(TenancyWriter writer, CellWriter cells) : IRequestHandler<DeleteProject, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(DeleteProject request, CancellationToken cancellationToken)
    {
        var closed = await cells.DecideAsync((state, _, _) => ProjectPlanner.Close(state, request.Project));
        if (closed.IsRefused)
            return closed;

        var isDeleted = false;
        try
        {
            var deleted = await DeleteClosedAsync(writer, request, cancellationToken);
            isDeleted = !deleted.IsRefused;
            return deleted;
        }
        finally
        {
            if (!isDeleted)
                await cells.DecideAsync((state, _, _) => ProjectPlanner.Reopen(state, request.Project));
        }
    }

    /// <summary>The second half: the row of a project that is closed goes.</summary>
    public static async ValueTask<Outcome<Done>> DeleteClosedAsync(TenancyWriter writer, DeleteProject request, CancellationToken cancellation) =>
        await writer.ChangeAsync<Done>(pending: null, (access, _) =>
        {
            if (access.FindProject(request.Project) is not { } project)
                return Problem.NotFound("project", request.Project);
            return Versions.Mismatch(project, request.IfVersion) is { } mismatch
                ? mismatch
                : new TenancyPlan<Done>(new Done(), new TenancyChange.DeleteProject(project.Id));
        }, cancellation);
}

internal static class Taken
{
    public static Problem Name(string what, string name) =>
        new Problem(ProblemKind.NameTaken, $"A {what} named '{name}' exists.")
        {
            Fields = [new FieldError(what is "user" ? "userName" : "name", $"'{name}' is in use", $"a name no other {what} has")],
        };
}

internal static class Shown
{
    public static string As(string displayName, string name) => string.IsNullOrWhiteSpace(displayName) ? name : displayName.Trim();
}

internal static class Versions
{
    public static Problem? Mismatch(ProjectRecord project, long? expected) => expected is { } version && version != project.Version
        ? new Problem(ProblemKind.PreconditionFailed, $"{project.Name} is at version {project.Version}, not {version}.")
        : null;
}
