using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Pipeline;

/// <summary>One placement question, complete: the same request against the same ledger always has the same answer.</summary>
/// <param name="Shape">What the guest was promised.</param>
/// <param name="OverheadMemoryMib">What its kind costs the host on top, MiB (charged only in pools that charge overhead).</param>
/// <param name="Zone">Only hosts of this zone, or null for any.</param>
public sealed record PlacementRequest(InstanceShape Shape, long OverheadMemoryMib, ZoneId? Zone = null)
{
    /// <summary>What its group asks, or null for an instance on its own. Part of the question as a view of the group table: same members, same answer.</summary>
    public GroupConstraints? Group { get; init; }

    /// <summary>What policies may know beyond the ledger: the request's number, a seed, the expected mix, lifetimes.</summary>
    public PolicyContext Context { get; init; } = PolicyContext.None;
}
