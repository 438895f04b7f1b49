using Cloud.ControlPlane.Ports;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>Tenants, projects and tokens that callers were told of are stored until it was told that they went, and the directory knows them.</summary>
public sealed class PeopleAreKept : ICloudChecker
{
    public string Name => "people-are-kept";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = Ids(cloud.People.Store.Image());
        foreach (var (id, exists) in cloud.People.Told)
        {
            if (exists != stored.Contains(id)) yield return $"{id} was {(exists ? "acknowledged and is not stored" : "deleted and is still stored")}";
        }

        if (!stored.SetEquals(Ids(cloud.People.Directory.Current.Image))) yield return "the directory is not what is stored";
    }

    private static HashSet<Guid> Ids(AccessImage image) =>
        [.. image.Tenants.Select(tenant => tenant.Id.Value), .. image.Projects.Select(project => project.Id.Value), .. image.Tokens.Select(token => token.Id.Value)];
}

/// <summary>No instance outlives its project.</summary>
public sealed class InstancesHaveProjects : ICloudChecker
{
    public string Name => "instances-have-projects";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var projects = cloud.People.Store.Image().Projects.Select(project => project.Id).ToHashSet();
        return cloud.Stored.Instances.Where(instance => !projects.Contains(instance.Project)).Select(instance => $"{instance.Id} is in project {instance.Project}, which is gone");
    }
}
