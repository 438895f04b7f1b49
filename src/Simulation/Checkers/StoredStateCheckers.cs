using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>No NUMA node above capacity × policy, recomputed from the stored placements and holds of migrations alone.</summary>
public sealed class PlacementsAreWithinCapacity : ICloudChecker
{
    public string Name => "placements-are-within-capacity";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud) => PlacementChecker.Check(
        cloud.World.Region, cloud.Stored.Instances.SelectMany(instance => instance.Holds().Select(held => instance with { Placement = held })));
}

/// <summary>Quota use is the sum of what is stored, project by project, and no project is above its limit.</summary>
public sealed class QuotasHold : ICloudChecker
{
    public string Name => "quotas-hold";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        var limits = cloud.People.Store.Image().Projects.ToDictionary(project => project.Id, project => project.Limit);
        var byProject = image.Instances.ToLookup(instance => instance.Project);
        foreach (var project in limits.Keys.Union(image.Use.Keys).Order())
        {
            var sum = byProject[project].Aggregate(default(ResourceCount), (total, instance) => total + ResourceCount.Of(instance.Shape))
                + image.Reservations.Where(reservation => reservation.Project == project)
                    .Aggregate(default(ResourceCount), (total, reservation) => total + (ResourceCount.Of(reservation.Shape) * reservation.Free.Count));
            var use = image.Use.GetValueOrDefault(project);
            if (sum != use) yield return $"project {project} uses {sum} and is charged {use}";
            if (limits.TryGetValue(project, out var limit) && sum.FirstAbove(limit) is { } above) yield return $"project {project} uses {above.Asked} of {above.Limit} {above.Resource}";
        }
    }
}

/// <summary>An instance waits for its host if and only if an operation is open on it.</summary>
public sealed class OperationsMatchStates : ICloudChecker
{
    public string Name => "operations-match-states";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        var open = image.OpenOperations.Select(operation => operation.Id).ToHashSet();
        foreach (var instance in image.Instances)
        {
            var isOpen = instance.OpenOperation is { } id && open.Contains(id);
            if (InstanceLifecycle.IsTransitional(instance.State) != isOpen)
                yield return $"{instance.Id} is {instance.State.Name()} {(isOpen ? "with" : "without")} an open operation";
        }
    }
}

/// <summary>The steps of an operation follow one another between its beginning and now, whatever clock its host measures with.</summary>
public sealed class OperationsAreInTime : ICloudChecker
{
    public string Name => "operations-are-in-time";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        if (cloud.Store.LastBatch is not { } batch) yield break;
        foreach (var operation in batch.OperationsCreated.Concat(batch.OperationsUpdated))
        {
            var before = operation.CreatedAt;
            foreach (var step in operation.Steps)
            {
                if (step.StartedAt < before || step.StartedAt > operation.UpdatedAt)
                    yield return $"operation {operation.Id}: {step.Name} began at {step.StartedAt:O}, between {before:O} and {operation.UpdatedAt:O}";
                before = step.StartedAt;
            }
        }
    }
}

/// <summary>The writer's memory is what is stored: a start from the store would give the same.</summary>
public sealed class MemoryIsWhatIsStored : ICloudChecker
{
    public string Name => "memory-is-what-is-stored";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = cloud.Stored.Instances;
        if (stored.Count != cloud.State.Instances.Count) yield return $"{stored.Count} instances are stored and {cloud.State.Instances.Count} in memory";
        foreach (var instance in stored)
        {
            if (cloud.State.Find(instance.Id) is not { } known) yield return $"{instance.Id} is stored and not in memory";
            else if (!string.Equals(Key(known), Key(instance), StringComparison.Ordinal)) yield return $"{instance.Id} is stored as {Key(instance)} and in memory {Key(known)}";
        }
    }

    private static string Key(InstanceRecord it) =>
        $"{it.State.Name()} g{it.Generation.Value} v{it.Version} on {it.Placement.Host}/{string.Join('+', it.Placement.Claims.Select(claim => $"{claim.NumaNode}:{claim.Vcpus}"))}";
}

/// <summary>Readers see what is stored, use of quota included: nothing that could still be lost, and nothing that has gone.</summary>
public sealed class ReadersSeeWhatIsStored : ICloudChecker
{
    public string Name => "readers-see-what-is-stored";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        foreach (var group in image.Instances.GroupBy(instance => instance.Project).OrderBy(group => group.Key))
        {
            var charged = group.Count() + image.Reservations.Where(reservation => reservation.Project == group.Key).Sum(reservation => reservation.Free.Count);
            if (cloud.View.UseOf(group.Key).Instances != charged) yield return $"readers see {cloud.View.UseOf(group.Key).Instances} of {charged} instances and reserved places charged to {group.Key}";
            foreach (var instance in group)
            {
                if (cloud.View.Find(instance.Project, instance.Id)?.Version != instance.Version) yield return $"readers do not see {instance.Id} v{instance.Version}";
            }
        }

        foreach (var reservation in image.Reservations)
        {
            if (cloud.View.Reservations.Find(reservation.Project, reservation.Id)?.Version != reservation.Version) yield return $"readers do not see reservation {reservation.Id} v{reservation.Version}";
        }

        foreach (var project in image.Use.Keys.Order())
        {
            var seen = cloud.View.List(new(project, null, null, null, [], null, 1_000)).Items.Count;
            var stored = image.Instances.Count(instance => instance.Project == project);
            if (seen != stored) yield return $"readers see {seen} instances in {project}, {stored} are stored";
        }
    }
}

/// <summary>Generations and versions only rise, and what was deleted does not come back.</summary>
public sealed class GenerationsOnlyRise : ICloudChecker
{
    private readonly Dictionary<InstanceId, (long Generation, long Version)> _seen = [];
    private readonly HashSet<InstanceId> _gone = [];

    public string Name => "generations-only-rise";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = cloud.Stored.Instances;
        foreach (var instance in stored)
        {
            var now = (instance.Generation.Value, instance.Version);
            if (_gone.Contains(instance.Id)) yield return $"{instance.Id} came back after its deletion";
            if (_seen.TryGetValue(instance.Id, out var before) && (now.Value < before.Generation || now.Version < before.Version))
                yield return $"{instance.Id} went from g{before.Generation} v{before.Version} to g{now.Value} v{now.Version}";
            _seen[instance.Id] = now;
        }

        var alive = stored.Select(instance => instance.Id).ToHashSet();
        foreach (var id in _seen.Keys.Where(id => !alive.Contains(id)).ToList())
        {
            _seen.Remove(id);
            _gone.Add(id);
        }
    }
}

/// <summary>Events are numbered upwards, each number once: a reader that resumes from a number misses nothing and sees nothing twice.</summary>
public sealed class EventsAreNumberedOnce : ICloudChecker
{
    private int _read;
    private long _last;

    public string Name => "events-are-numbered-once";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var numbers = cloud.Store.EventNumbers(_read);
        _read += numbers.Count;
        foreach (var number in numbers)
        {
            if (number <= _last) yield return $"event {number} follows event {_last}";
            _last = number;
        }
    }
}
