using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>How an operation moves from accepted to its end. Pure.</summary>
public static class OperationSteps
{
    public static OperationRecord Open(
        OperationId id, InstanceRecord instance, string kind, UserId actor, DateTimeOffset now, bool placed) => new()
        {
            Id = id,
            Project = instance.Project,
            Instance = instance.Id,
            InstanceName = instance.Name,
            Kind = kind,
            State = OperationState.Running,
            Percent = 0,
            Steps = placed ? [new("accepted", now, 0), new("placed", now, 0)] : [new("accepted", now, 0)],
            RequestedBy = actor,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Notes that others have to make room first.</summary>
    public static OperationRecord Wait(OperationRecord operation, DateTimeOffset now) => operation with { Steps = [.. operation.Steps, new("waiting-for-room", now, null)] };

    /// <summary>Notes that the wait for room is over.</summary>
    public static OperationRecord Placed(OperationRecord operation, DateTimeOffset now) => operation with
    {
        Steps =
        [
            .. operation.Steps.Select(step => step is { Name: "waiting-for-room" } ? step with { DurationMs = Math.Round((now - step.StartedAt).TotalMilliseconds, 3) } : step),
            new("placed", now, 0),
        ],
        UpdatedAt = now,
    };

    /// <summary>Notes what the host is doing; steps already told are kept.</summary>
    public static OperationRecord Advance(OperationRecord operation, HostReport report, DateTimeOffset now)
    {
        var steps = operation.Steps;
        if (report.Phase is { } phase && (steps.Count == 0 || !string.Equals(steps[^1].Name, phase, StringComparison.Ordinal)))
            steps = [.. steps, new(phase, now, DurationMs: null)];
        return operation with { Steps = steps, Percent = Math.Clamp(Math.Max(operation.Percent, report.Percent), 0, 99), UpdatedAt = now };
    }

    /// <summary>Ends an operation well, with the host's own timeline in place of the steps guessed on the way.</summary>
    public static OperationRecord Succeed(OperationRecord operation, IReadOnlyList<PhaseTiming> timeline, DateTimeOffset now) => operation with
    {
        State = OperationState.Succeeded,
        Percent = 100,
        Steps = [.. Before(operation), .. Spread(timeline, BeganAt(operation), now), new("ready", now, 0)],
        UpdatedAt = now,
        FinishedAt = now,
    };

    public static OperationRecord Fail(OperationRecord operation, string reason, DateTimeOffset now) => operation with
    {
        State = OperationState.Failed,
        Failure = reason,
        UpdatedAt = now,
        FinishedAt = now,
    };

    private static IEnumerable<OperationStep> Before(OperationRecord operation) =>
        operation.Steps.Where(step => step.Name is "accepted" or "waiting-for-room" or "placed");

    /// <summary>When the host could begin: not while others had to make room first.</summary>
    private static DateTimeOffset BeganAt(OperationRecord operation) => Before(operation).LastOrDefault()?.StartedAt ?? operation.CreatedAt;

    /// <summary>Lays the phases over the real time that passed, each with its share of the modelled time.</summary>
    private static IEnumerable<OperationStep> Spread(IReadOnlyList<PhaseTiming> timeline, DateTimeOffset from, DateTimeOffset to)
    {
        var total = timeline.Sum(phase => phase.DurationMs);
        var start = from;
        foreach (var phase in timeline)
        {
            yield return new(phase.Phase, start, Math.Round(phase.DurationMs, 3));
            start += total > 0 ? (to - from) * (phase.DurationMs / total) : TimeSpan.Zero;
        }
    }
}
