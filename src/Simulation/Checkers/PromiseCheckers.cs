using Cloud.ControlPlane.Problems;
using Cloud.Scheduler.Pipeline;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>What a caller was told to exist is stored.</summary>
public sealed class AcknowledgedIsKept : ICloudChecker
{
    public string Name => "acknowledged-is-kept";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var stored = cloud.Store.Image().Instances.Select(instance => instance.Id).ToHashSet();
        return cloud.Told.Alive.Where(id => !stored.Contains(id)).Order().Select(id => $"{id} was acknowledged and is not stored");
    }
}

/// <summary>What a caller was told to be deleted is gone, once everything has come to rest.</summary>
public sealed class DeletedIsGone : ICloudChecker
{
    public string Name => "deleted-is-gone";

    public CheckTime Time => CheckTime.AtRest;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var deleted = cloud.Told.Deleted.ToHashSet();
        return cloud.Store.Image().Instances.Where(instance => deleted.Contains(instance.Id)).Select(instance => $"{instance.Id} was deleted and is {instance.State}");
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
