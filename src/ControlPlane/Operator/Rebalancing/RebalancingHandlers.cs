using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;
using Cloud.Scheduler;
using Cloud.Scheduler.Rebalancing;
using Cloud.Scheduler.Slots;
using Mediator;

namespace Cloud.ControlPlane.Operator.Rebalancing;

/// <summary>Takes the list of records from the writer, then thinks on a copy: the writer goes on meanwhile.</summary>
public sealed class PlanRebalancingHandler(CellWriter writer, RegionDescription region, AccessDirectory directory)
    : IRequestHandler<PlanRebalancing, Outcome<RebalancingAnswer>>
{
    public async ValueTask<Outcome<RebalancingAnswer>> Handle(PlanRebalancing request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var zone = ZoneOf(request, errors);
        var flavor = request.Flavor is { } name ? directory.Current.FindFlavor(name) : null;
        if (request.Flavor is { } asked && flavor is null) errors.Add(new("flavor", $"there is no flavor '{asked}'", "a name from GET /api/v1/flavors"));
        if (errors.Count > 0) return Problem.Invalid(errors);

        var read = await writer.DecideAsync<(ClusterSnapshot Snapshot, PlacementProfile Profile)>(
            (state, _, now) => (ClusterSnapshot.Of(state, now), state.Profile));
        if (!read.TryGet(out var taken, out var problem)) return problem;

        var order = new RebalancingOrder(request.Goal) { Hosts = request.Hosts, HotAbove = request.HotAbove };
        if (flavor is not null) order = order with { Guest = GuestType.Of(flavor.Shape) };
        var plan = RebalancingPlanner.Plan(taken.Snapshot.ToWorld(region, zone), order, request.Budget, ProfileFor(request.Goal, taken.Profile));
        var spoken = plan.Steps.Select(step => step.Instance).Concat(plan.NotMoved.Select(kept => kept.Instance)).ToHashSet();
        var names = taken.Snapshot.Instances.Where(instance => spoken.Contains(instance.Id)).ToDictionary(instance => instance.Id, instance => instance.Name);
        return new RebalancingAnswer(zone!.Value, taken.Snapshot.At, plan, names);
    }

    /// <summary>Full hosts first where hosts or holes are to be won, empty ones first where heat is to be spread.</summary>
    private static PlacementProfile ProfileFor(RebalancingGoal goal, PlacementProfile ofRegion) => goal switch
    {
        RebalancingGoal.Defragment or RebalancingGoal.Consolidate => PlacementProfiles.Pack,
        RebalancingGoal.RelieveHotSpots => PlacementProfiles.Spread,
        RebalancingGoal.Drain or RebalancingGoal.Evacuate => ofRegion,
    };

    private ZoneId? ZoneOf(PlanRebalancing request, List<FieldError> errors)
    {
        var zones = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in request.Hosts)
        {
            if (region.Hosts.FirstOrDefault(host => host.Id == name) is { } host) zones.Add(host.Zone.Value);
            else errors.Add(new("hosts", $"there is no host '{name}'", "names from GET /api/v1/hosts"));
        }

        if (zones.Count > 1) errors.Add(new("hosts", $"are in {zones.Count} zones ({string.Join(", ", zones)})", "hosts of one zone: nothing is moved between zones"));
        if (request.Zone is { } asked && !writer.Zones.Contains(asked)) errors.Add(new("zone", $"there is no zone '{asked}'", string.Join(", ", writer.Zones)));
        else if (request.Zone is { } named && zones.Count == 1 && !zones.Contains(named.Value)) errors.Add(new("zone", $"is '{named}'", $"the zone of the hosts, {zones.Min}"));
        if (errors.Count > 0) return null;
        if (request.Zone is not null) return request.Zone;
        if (zones.Min is { } only) return new ZoneId(only);
        if (writer.Zones.Count == 1) return writer.Zones[0];
        errors.Add(new("zone", "is missing", string.Join(", ", writer.Zones)));
        return null;
    }
}
