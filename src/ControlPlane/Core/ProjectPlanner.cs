using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>What a cell has to say when a project goes.</summary>
public static class ProjectPlanner
{
    /// <summary>Closes a project to new instances, if it has none and keeps no capacity.</summary>
    public static Outcome<Done> Close(ClusterState state, ProjectId project)
    {
        if (state.Reservations.Count(project) is > 0 and var reservations)
            return new Problem(ProblemKind.InUse, $"The project still has {reservations} reservations. Delete them first.");
        if (state.UseOf(project).Instances is > 0 and var count)
            return new Problem(ProblemKind.InUse, $"The project still has {count} instances. Delete them first.");
        if (state.Resources.Left(project) is { } left)
            return new Problem(ProblemKind.InUse, $"The project still has {left}. Delete them first.");
        state.CloseProject(project);
        return new Done();
    }

    /// <summary>Lets instances in again: the project stays.</summary>
    public static Outcome<Done> Reopen(ClusterState state, ProjectId project)
    {
        state.ReopenProject(project);
        return new Done();
    }
}
