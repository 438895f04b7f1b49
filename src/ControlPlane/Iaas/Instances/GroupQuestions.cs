using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>Questions about several instances, a group or preemption: thought through on a copy of the zones they may use.</summary>
internal static class GroupQuestions
{
    /// <summary>The answer under a profile, or the region's own when it is null.</summary>
    public static async Task<Outcome<PlacementAnswer>> AskAsync(
        CellWriter writer, RegionDescription region, ExplainPlacement request, InstanceShape shape, WorkloadMix expected, PlacementProfile? under)
    {
        var alone = request.Count == 1 && request.Group is null;
        var read = await writer.DecideAsync<(PlacementDecision? Decision, ClusterSnapshot? Snapshot, PlacementProfile Profile)>((state, _, now) =>
        {
            var ask = ZonePlacer.Ask(state, request.Kind, shape, request.Zone, expected);
            var decision = alone ? ZonePlacer.Place(state, request.Project, ask, under, standing: new(request.Priority ?? 0, now)).Decision : null;
            var needsCopy = !alone || (decision!.Placement is null && request.Priority is not null);
            return (decision, needsCopy ? ClusterSnapshot.Of(state, now) : null, under ?? state.Profile);
        });
        if (!read.TryGet(out var taken, out var problem))
            return problem;
        if (taken.Snapshot is not { } snapshot)
            return new PlacementAnswer(taken.Decision!);

        var world = snapshot.ToWorld(region, request.Zone);
        var asked = new PlacementRequest(shape, InstanceOverhead.Of(request.Kind).MemoryMib, request.Zone);
        var answer = taken.Decision is { } refused
            ? new PlacementAnswer(refused) { Preemption = Preempt(world, asked, request, taken.Profile) }
            : Together(world, asked, request, taken.Profile);
        var own = snapshot.Instances.Where(instance => instance.Project == request.Project).Select(instance => instance.Id).ToHashSet();
        return answer with { Victims = [.. VictimSteps.Of(answer.Preemption?.Plan?.Victims ?? [], own.Contains)] };
    }

    private static PlacementAnswer Together(ResidentWorld world, PlacementRequest asked, ExplainPlacement request, PlacementProfile profile)
    {
        var group = request.Group?.ToGroup(request.Project) ?? new PlacementGroup(new GroupId($"{request.Project}/"));
        var partition = request.Group?.Partition ?? 0;
        var members = new GroupRequest(group, [.. Enumerable.Repeat(new GroupMember(asked, partition), request.Count)]);
        var together = GroupPlacer.Place(world.Ledger, world.Groups, members, profile);
        if (together.Partial is not { } partial)
        {
            var first = PlacementPipeline.Place(world.Ledger, asked with { Group = world.Groups.For(group, partition) }, profile);
            return new(first with { Placement = together.Placements![0] }) { Group = together };
        }

        var answer = new PlacementAnswer(new(Placement: null, partial.Explanation)) { Group = together };
        if (request.Priority is null) return answer;
        foreach (var placement in partial.Placements) Hold(world, group, partition, placement);
        return answer with { Preemption = Preempt(world, asked with { Group = world.Groups.For(group, partition) }, request, profile) };
    }

    private static void Hold(ResidentWorld world, PlacementGroup group, int partition, HostPlacement placement)
    {
        world.Ledger.Take(placement);
        world.Groups.Add(group.Id, partition, world.Ledger.IndexOf(placement.Host));
    }

    private static PreemptionAnswer? Preempt(ResidentWorld world, PlacementRequest asked, ExplainPlacement request, PlacementProfile profile) =>
        request.Priority is { } priority ? PreemptionPlanner.Plan(world, asked, priority, profile) : null;
}
