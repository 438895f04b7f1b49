using Cloud.ControlPlane.Problems;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>What a caller was told to exist is stored, at the version that was told or a later one: no acknowledged change is lost.</summary>
public sealed class AcknowledgedIsKept : ICloudChecker
{
    public string Name => "acknowledged-is-kept";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = cloud.Stored.Instances.ToDictionary(instance => instance.Id, instance => instance.Version);
        foreach (var (id, version) in cloud.Told.Alive.OrderBy(told => told.Id))
        {
            if (!stored.TryGetValue(id, out var kept)) yield return $"{id} was acknowledged and is not stored";
            else if (kept < version) yield return $"{id} was acknowledged at v{version} and is stored at v{kept}";
        }
    }
}

/// <summary>A host is cordoned if and only if the operator was last told so.</summary>
public sealed class CordonsAreKept : ICloudChecker
{
    public string Name => "cordons-are-kept";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = cloud.Stored.Cordons.Select(cordon => cordon.Host).ToHashSet();
        return cloud.Told.Cordons.Where(told => told.Cordoned != stored.Contains(told.Host)).Select(told => $"{told.Host} was {(told.Cordoned ? "cordoned" : "opened")} and is not");
    }
}

/// <summary>Who was told no finds nothing made.</summary>
public sealed class RefusedLeavesNothing : ICloudChecker
{
    public string Name => "refused-leaves-nothing";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud) =>
        cloud.Stored.Instances.Where(instance => cloud.Told.Refused.Contains(instance.Id)).Select(instance => $"{instance.Id} was refused and is stored");
}

/// <summary>What a caller was told to be deleted is gone, once everything has come to rest.</summary>
public sealed class DeletedIsGone : ICloudChecker
{
    public string Name => "deleted-is-gone";

    public CheckTime Time => CheckTime.AtRest;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var deleted = cloud.Told.Deleted.ToHashSet();
        return cloud.Stored.Instances.Where(instance => deleted.Contains(instance.Id)).Select(instance => $"{instance.Id} was deleted and is {instance.State}");
    }
}

/// <summary>Every no is an answer: a lack of capacity names the rules that refused, anything else says why.</summary>
public sealed class RefusalsNameTheirRule : ICloudChecker
{
    public string Name => "refusals-name-their-rule";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud) => cloud.Told.Refusals.Where(problem => !Explains(problem)).Select(problem => $"'{problem.Detail}' names no rule");

    private static bool Explains(Problem problem)
    {
        if (problem.Kind != ProblemKind.NoCapacity) return problem.Detail.Length > 0;
        return problem.Extensions.TryGetValue("explanation", out var value) && value is PlacementExplanation explanation
            && (explanation.HostsConsidered == 0 || explanation.Refusals.Sum(refusal => refusal.Hosts) == explanation.HostsConsidered);
    }
}
