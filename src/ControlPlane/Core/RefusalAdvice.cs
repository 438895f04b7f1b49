using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>What a single cell cannot say about a refusal: whether another zone would do. Only a refusal pays for it.</summary>
internal static class RefusalAdvice
{
    public static IReadOnlyList<PlacementAdvice> With(IReadOnlyList<PlacementAdvice> advice, ClusterState state, PlacementRequest request)
    {
        if (request.Zone is not { } zone)
            return advice;

        var anywhere = request with { Zone = null };
        var hosts = state.Cells.Where(cell => cell.Zone != zone).Sum(cell => Feasibility.Hosts(cell.Ledger, anywhere, state.Profile));
        if (hosts == 0)
            return advice;

        var elsewhere = new PlacementAdvice(AdviceKind.Change) { Changes = [new(RequestField.Zone, 1, 0)], HostsFitting = hosts, Zone = zone };
        return [.. advice.Take(AdviceMerge.MaxAdvice - 1).Prepend(elsewhere)];
    }
}
