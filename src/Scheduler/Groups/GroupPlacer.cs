using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Groups;

/// <summary>
/// Places a group all or none. First greedily, largest member first; when that fails, again with a few alternatives for each member; at last
/// through all arrangements, up to a limit of effort. Ledger and table are used to try things on and are as before afterwards.
/// </summary>
public static class GroupPlacer
{
    /// <summary>Hosts that the searches after the greedy one may look at, all together: about a tenth of a second.</summary>
    public const long DefaultMaxLooks = 1_000_000;

    private const int WidthAtFirst = 64;
    private const int WidthBelow = 4;

    /// <summary>
    /// Finds a placement for every member, or says what would have fitted. Throws <see cref="ArgumentException"/> for a request without members,
    /// with too many, or with a member that is not valid.
    /// </summary>
    /// <param name="ledger">Used to try things on; as before afterwards.</param>
    /// <param name="table">The members of all groups on the ledger's hosts; as before afterwards.</param>
    /// <param name="request">The group.</param>
    /// <param name="profile">Where members are liked best.</param>
    /// <param name="maxLooks">Hosts that the searches after the greedy one may look at.</param>
    /// <param name="index">Of the same ledger and profile, to find the best hosts without looking at all; the answer is the same.</param>
    public static GroupDecision Place(
        CapacityLedger ledger, GroupTable table, GroupRequest request, PlacementProfile profile, long maxLooks = DefaultMaxLooks, PlacementIndex? index = null)
    {
        if (request.Members.Count is < 1 or > GroupRequest.MaxMembers)
            throw new ArgumentException($"A group request has 1 to {GroupRequest.MaxMembers} members, not {request.Members.Count}.", nameof(request));

        var asks = Asks(ledger, table, request, request.Group);
        var order = Order(request);
        if (index is not null && (index.Ledger != ledger || index.Profile != profile)) throw new ArgumentException("The index is of another ledger or profile.", nameof(index));
        var candidates = new GroupCandidates(ledger, profile, index);
        var search = new GroupSearch(ledger, table, request, candidates);

        var found = search.Best(order, asks, _ => 1, long.MaxValue);
        if (found is null && search.Deepest.Count > 0)
            found = search.Best(order, asks, depth => depth == 0 ? WidthAtFirst : WidthBelow, candidates.Looks + maxLooks / 2);
        var proven = true;
        GroupRule[] spread = [.. request.Group.Rules.Where(rule => rule is { Kind: GroupRuleKind.Spread, Hard: true })];
        if (found is null && (search.Deepest.Count > 0 || spread.Length > 0))
        {
            var rest = new PlacementGroup(request.Group.Id, [.. request.Group.Rules.Except(spread)]);
            found = search.Exhaustive(order, Asks(ledger, table, request, rest), spread, candidates.Looks + maxLooks / 2);
            proven = search.Finished && Array.TrueForAll(asks, ask => ask.Plan is null); // Of guests with needs, not every placement is tried.
        }

        var partial = found is null ? Partial(ledger, request, profile, asks, search) : null;
        return new(request.Members.Count, found, partial, proven, candidates.Looks);
    }

    /// <summary>The members that are hardest to place first: dedicated cores, most NUMA nodes, most memory, most vCPUs; equal ones together.</summary>
    private static int[] Order(GroupRequest request) =>
    [
        .. Enumerable.Range(0, request.Members.Count)
            .OrderByDescending(member => request.Members[member].Request.Shape.CpuPolicy == CpuPolicy.Dedicated)
            .ThenByDescending(member => request.Members[member].Request.Shape.NumaNodes)
            .ThenByDescending(member => request.Members[member].Request.Shape.MemoryMib)
            .ThenByDescending(member => request.Members[member].Request.Shape.Vcpus)
            .ThenBy(member => request.Members[member].Partition),
    ];

    private static PlacementAsk[] Asks(CapacityLedger ledger, GroupTable table, GroupRequest request, PlacementGroup group)
    {
        var constraints = new Dictionary<int, GroupConstraints>();
        var asks = new PlacementAsk[request.Members.Count];
        for (var member = 0; member < asks.Length; member++)
        {
            var (asked, partition) = request.Members[member];
            if (!constraints.TryGetValue(partition, out var ofPartition)) constraints.Add(partition, ofPartition = table.For(group, partition));
            asks[member] = PlacementAsk.For(ledger, asked with { Group = ofPartition });
        }

        return asks;
    }

    /// <summary>The deepest list again, everything else that fits beside it, and the explanation of the first that does not.</summary>
    private static PartialFit Partial(
        CapacityLedger ledger, GroupRequest request, PlacementProfile profile, PlacementAsk[] asks, GroupSearch search)
    {
        var fitting = new SortedDictionary<int, HostPlacement>();
        foreach (var (member, placement) in search.Deepest) Hold(member, placement);
        var blocked = -1;
        PlacementExplanation? why = null;
        for (var member = 0; member < request.Members.Count; member++)
        {
            if (fitting.ContainsKey(member)) continue;
            var decision = PlacementPipeline.Place(ledger, asks[member].Request, profile);
            if (decision.Placement is { } placement) Hold(member, placement);
            else if (blocked < 0) (blocked, why) = (member, decision.Explanation);
        }

        // What came after the first refusal may have moved its reasons; explain it beside everything that fits.
        if (fitting.Count > search.Deepest.Count) why = PlacementPipeline.Place(ledger, asks[blocked].Request, profile).Explanation;
        for (var held = fitting.Count; held > 0; held--) search.Undo();
        return new([.. fitting.Keys], [.. fitting.Values], blocked, why!);

        void Hold(int member, HostPlacement placement)
        {
            search.Take(member, placement);
            fitting.Add(member, placement);
        }
    }
}
