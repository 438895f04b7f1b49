using Cloud.ControlPlane.Core;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Simulation.Checkers;

/// <summary>
/// An instance whose room was made and then taken by an overcommit that has shrunk waits, even in a world that is well, until there is room.
/// That is so only while there truly is none: an instance that waits although a host would take it is forgotten.
/// </summary>
internal static class WaitingForRoom
{
    /// <summary>Whether everybody who had to make room is gone and there still is none in its cell.</summary>
    public static bool IsDue(ClusterState state, InstanceId id)
    {
        if (state.Preemptions.Find(id) is not { } preemption || state.Find(id) is not { } instance) return false;
        if (preemption.Victims.Any(victim => state.Find(victim.Instance) is not null)) return false;
        var cell = state.CellOf(instance);
        if (cell.Ledger.Fits(preemption.Placement)) return false;
        var asked = new PlacementRequest(instance.Shape, InstanceOverhead.Of(instance.Kind).MemoryMib, instance.Zone);
        return instance.Terms.Group is not null || cell.Engine.Place(asked).Placement is null;
    }
}
