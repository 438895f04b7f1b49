using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>Refusals of requests for several at once.</summary>
public static class AtomicPlanner
{
    /// <summary>What would have fitted, and what would help the first that does not.</summary>
    internal static Problem NoCapacity(
        ClusterState state, GroupDecision decision, PlacementRequest asked, ProjectId project, int priority, DateTimeOffset now)
    {
        var partial = decision.Partial!;
        var explanation = partial.Explanation with { Advice = RefusalAdvice.With(partial.Explanation.Advice, state, asked, project, new(priority, now)) };
        return new Problem(ProblemKind.NoCapacity, partial.Summary(decision.Asked))
            .With("explanation", explanation)
            .With("together", decision with { Partial = partial with { Explanation = explanation } });
    }
}
