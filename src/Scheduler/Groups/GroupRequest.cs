using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Groups;

/// <summary>One member of an atomic group request.</summary>
/// <param name="Request">What it asks; its own <see cref="PlacementRequest.Group"/> is set by the group request.</param>
/// <param name="Partition">Its partition, when the group has partition rules.</param>
public sealed record GroupMember(PlacementRequest Request, int Partition = 0);

/// <summary>Members that are placed all or none.</summary>
/// <param name="Group">The rules between them, and towards members that are there already.</param>
/// <param name="Members">At least one, at most <see cref="MaxMembers"/>.</param>
public sealed record GroupRequest(PlacementGroup Group, IReadOnlyList<GroupMember> Members)
{
    public const int MaxMembers = 1000;

    /// <summary>So many equal members.</summary>
    public static GroupRequest Of(PlacementGroup group, PlacementRequest request, int count) =>
        new(group, [.. Enumerable.Repeat(new GroupMember(request), count)]);
}

/// <summary>The answer to a group request. Nothing has been taken from the ledger: that is the caller's next step.</summary>
/// <param name="Asked">Members that were asked for.</param>
/// <param name="Placements">A placement for every member, in the order of the request; null when not all fit.</param>
/// <param name="Partial">What would have fitted; null when all fit.</param>
/// <param name="IsProven">
/// False when not all were placed, but the search ended at its limit of effort rather than at the last arrangement: then a smaller group, or
/// another order, may still fit.
/// </param>
/// <param name="Effort">Hosts looked at.</param>
public sealed record GroupDecision(int Asked, IReadOnlyList<HostPlacement>? Placements, PartialFit? Partial, bool IsProven, long Effort);

/// <summary>What would have fitted of a group that did not fit.</summary>
/// <param name="Members">The members that fit together, ascending; no other member fits beside them.</param>
/// <param name="Placements">Where they would be, in the same order.</param>
/// <param name="Blocked">The first member that does not fit beside them.</param>
/// <param name="Explanation">Why not: rule by rule, with the nearest miss.</param>
public sealed record PartialFit(
    IReadOnlyList<int> Members, IReadOnlyList<HostPlacement> Placements, int Blocked, PlacementExplanation Explanation)
{
    /// <summary>In one sentence.</summary>
    public string Summary(int asked) =>
        $"{Members.Count} of {asked} members fit; member {Blocked} does not: {Reason ?? "no host takes it"}.";

    /// <summary>The rule that refused most hosts, with its nearest miss.</summary>
    private string? Reason => Explanation.Refusals.Where(refusal => refusal.Hosts > 0).MaxBy(refusal => refusal.Hosts) is not { } most ? null
        : most.NearestMiss is { } miss ? $"{most.Rule} refuses {Hosts(most.Hosts)}, nearest: {miss.Detail ?? Words(miss)}"
        : $"{most.Rule} refuses {Hosts(most.Hosts)}";

    private static string Hosts(int hosts) => hosts == 1 ? "1 host" : $"{hosts} hosts";

    private static string Words(NearestMiss miss) =>
        $"{Advice.Words.Amount(miss.Resource, miss.Missing)} missing on {miss.Host}{(miss.NumaNode is { } numa ? $" NUMA node {numa}" : "")}";
}
