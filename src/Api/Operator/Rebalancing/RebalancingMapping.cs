using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Rebalancing;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Rebalancing;

namespace Cloud.Api.Operator.Rebalancing;

/// <summary>From the body of the API to the request, and from the plan to its view.</summary>
internal static class RebalancingMapping
{
    private const int Decimals = 3;

    public static PlanRebalancing ToRequest(this PlanRebalancingBody body) => new(
        Names.Goal(body.Goal),
        body.Zone is { } zone ? new ZoneId(zone) : null,
        [.. body.Hosts.Select(host => new HostId(host)).Distinct()],
        body.Flavor is { } flavor ? new FlavorId(flavor) : null,
        body.HotAbove,
        ToBudget(body.Budget ?? new()));

    public static RebalancingPlanView ToView(this RebalancingAnswer answer) => new()
    {
        Goal = answer.Plan.Goal.Name(),
        Zone = answer.Zone.Value,
        At = answer.At,
        Objective = answer.Plan.Objective,
        Before = ToView(answer.Plan.Before),
        After = ToView(answer.Plan.After),
        Total = ToView(answer.Plan.Total),
        Waves = answer.Plan.Waves,
        StoppedBy = answer.Plan.StoppedBy,
        Steps =
        [
            .. answer.Plan.Steps.Select(step => new RebalancingStepView(
                step.Number, step.Wave, step.Kind is StepKind.LiveMigration ? "live-migration" : "restart", step.Instance.Value, answer.Names[step.Instance],
                step.Source.Host.Value, step.Target.ToView("rebalancing"), ToView(step.Cost), Math.Round(step.Gain, 2 * Decimals))),
        ],
        NotMoved = [.. answer.Plan.NotMoved.Select(kept => new NotMovedView(kept.Instance.Value, answer.Names[kept.Instance], kept.Host.Value, kept.Reason))],
    };

    private static RebalancingBudget ToBudget(RebalancingBudgetBody body)
    {
        var budget = new RebalancingBudget
        {
            MaxMoves = body.MaxMoves,
            MaxMib = body.MaxMib ?? double.PositiveInfinity,
            MaxDowntimeMs = body.MaxDowntimeMs ?? double.PositiveInfinity,
            MaxDowntimePerMoveMs = body.MaxDowntimePerMoveMs,
            MaxConcurrent = body.MaxConcurrent,
            MaxConcurrentPerHost = body.MaxConcurrentPerHost,
            AllowRestart = body.AllowRestart,
        };
        return body.MibPerSecond is { } speed ? budget with { MibPerSecond = speed } : budget;
    }

    private static FleetMeasuresView ToView(FleetMeasures measures) => new(
        Math.Round(measures.Objective, 2 * Decimals), measures.HostsInUse, measures.HostsEmpty, measures.Slots, measures.HottestHost?.Value,
        Math.Round(measures.HottestShare, Decimals), measures.HotSpots, measures.OnListedHosts);

    private static StepCostView ToView(StepCost cost) =>
        new(Math.Round(cost.Mib, Decimals), Math.Round(cost.DurationMs, Decimals), Math.Round(cost.DowntimeMs, Decimals));
}
