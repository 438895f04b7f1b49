using Cloud.Domain.Identity;
using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// What a single ledger cannot say about a refusal: whether another zone would do, and whether a guest that leaves, moves or stops would make
/// room. Only a refusal pays for it. Guests of other projects stay nameless.
/// </summary>
internal static class RefusalAdvice
{
    public static IReadOnlyList<PlacementAdvice> With(
        IReadOnlyList<PlacementAdvice> advice, ClusterState state, PlacementRequest request, ProjectId project, Standing standing = default)
    {
        var guests = state.Cells.Where(cell => request.Zone is null || cell.Zone == request.Zone)
            .Select(cell => GuestAdvice.Of(
                cell.Ledger, state.Region.Pools, request, standing.Priority, state.Profile, hosts => Residents(state, hosts, standing.At), world => Reserved(state, world)))
            .Aggregate(AdviceMerge.Of);
        PlacementAdvice[] all = [.. Elsewhere(state, request), .. advice, .. guests.Select(piece => Anonymous(piece, state, project))];
        return all.Length <= AdviceMerge.MaxAdvice ? all : all[..AdviceMerge.MaxAdvice];
    }

    private static IEnumerable<PlacementAdvice> Elsewhere(ClusterState state, PlacementRequest request)
    {
        if (request.Zone is not { } zone)
            yield break;

        var anywhere = request with { Zone = null };
        var hosts = state.Cells.Where(cell => cell.Zone != zone).Sum(cell => Feasibility.Hosts(cell.Ledger, anywhere, state.Profile));
        if (hosts > 0)
            yield return new(AdviceKind.Change) { Changes = [new(RequestField.Zone, 1, 0)], HostsFitting = hosts, Zone = zone };
    }

    private static IEnumerable<Resident> Residents(ClusterState state, IReadOnlySet<HostId> hosts, DateTimeOffset at) =>
        from instance in state.Instances.Values
        where hosts.Contains(instance.Placement.Host) && instance.Placement.Claims.Count > 0
        select InstanceResident.Of(instance, at, !state.MayBeEnded(instance));

    private static void Reserved(ClusterState state, ResidentWorld world)
    {
        foreach (var held in state.Reservations.All.SelectMany(HeldPlace.Of).Where(held => world.Ledger.IndexOf(held.Placement.Host) >= 0)) held.Hold(world);
    }

    private static PlacementAdvice Anonymous(PlacementAdvice advice, ClusterState state, ProjectId project) => advice with
    {
        Guests = [.. advice.Guests.Select(step => step.Guest is { } id && state.Find(project, id) is null ? step with { Guest = null } : step)],
    };
}

/// <summary>Who asks for room: with what priority, and when. Spot instances of lower priority may be ended for it.</summary>
/// <param name="Priority">Of the request.</param>
/// <param name="At">The moment, from which lost work is counted.</param>
public readonly record struct Standing(int Priority, DateTimeOffset At);
