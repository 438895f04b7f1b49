using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// What a plan lowers: a cost of each host that depends on this host alone, added up. So a move changes it by what it changes on two hosts.
/// Costs between hosts, between resources or of the moves themselves can be added as further objectives of this form.
/// </summary>
public interface IRebalancingObjective
{
    /// <summary>Stable name; plans are told under it.</summary>
    string Name { get; }

    /// <summary>The host's share of the cost as things are: a finite number.</summary>
    double Cost(ResidentWorld world, int host);

    /// <summary>
    /// What is won on the host in the end, larger is better. Differs from minus the cost where the cost also rewards getting nearer: a plan ends
    /// with the last step that won something.
    /// </summary>
    double Won(ResidentWorld world, int host) => -Cost(world, host);

    /// <summary>Where to look first for something to move: the host with the largest value; negative infinity where nothing is to be moved.</summary>
    double Urgency(ResidentWorld world, int host);
}
