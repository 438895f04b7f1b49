using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Scenarios;

/// <summary>Tenants, projects and tokens come and go while instances do, and the control plane dies around their commits too.</summary>
public sealed partial class SimulatedCloud
{
    private void ChangePeople()
    {
        if (!_people.NextBool(Workload.TenancyShare)) return;
        Counts.Tenancy++;
        PeopleStore.FailBefore = Strikes(WriterStep.BeforeTenancy, World.Faults.Death) ? new StoreDiedException() : null;
        PeopleStore.FailAfter = Strikes(WriterStep.AfterTenancy, World.Faults.Death) ? new StoreDiedException() : null;
        try
        {
            if (ChangeSomebody() is { } problem) Refuse(problem);
        }
        catch (StoreDiedException)
        {
            Die("while it changes people", undurable: null);
        }
        finally
        {
            (PeopleStore.FailBefore, PeopleStore.FailAfter) = (null, null);
        }
    }

    private InMemoryTenancyStore PeopleStore => People.Store;

    private Problem? ChangeSomebody()
    {
        var access = People.Directory.Current.Image;
        switch (_people.NextInt(6))
        {
            case 0:
                return People.CreateTenant($"t{_people.NextInt(8)}").Problem;
            case 1:
                return People.CreateProject(_people.Pick<TenantId>([.. access.Tenants.Select(tenant => tenant.Id)]), $"p{_people.NextInt(12)}", DrawnWorld.DrawQuota(_people)).Problem;
            case 2 when access.Projects.Count > 1:
                return DeleteProject(_people.Pick<ProjectId>([.. People.Projects.Select(project => project.Id)]));
            case 3 when access.Tokens.Count > 0:
                return People.RevokeToken(_people.Pick<TokenId>([.. access.Tokens.Select(token => token.Id)])).Problem;
            default:
                return People.CreateToken($"k{_people.NextInt(20)}").Problem;
        }
    }

    /// <summary>As the use case does: closed in its cell first, then deleted; opened again when that is refused.</summary>
    private Problem? DeleteProject(ProjectId project)
    {
        if (!_sabotage.DeletesFullProjects && ProjectPlanner.Close(State, project).Problem is { } full) return full;
        var problem = People.DeleteClosedProject(project).Problem;
        if (problem is not null) State.ReopenProject(project);
        return problem;
    }
}

/// <summary>The store, or the process that waits for it, is gone.</summary>
internal sealed class StoreDiedException : Exception;
