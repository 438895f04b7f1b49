using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>What it costs to put a part of a guest on a NUMA node; infinite when it does not go there.</summary>
internal interface IPartCost
{
    double Of(in HostView host, PlacementAsk ask, in GuestPart part, int numaNode, PageSize page, long overheadMib);
}

/// <summary>Which NUMA node of the host backs which of the guest.</summary>
/// <param name="Nodes">The host's NUMA nodes taken, a bit each; 0 when no assignment is possible.</param>
/// <param name="Hosts">For each NUMA node of the guest, lowest first, eight bits: the NUMA node of the host.</param>
/// <param name="Cost">Sum of the costs; infinite when no assignment is possible.</param>
internal readonly record struct NodeAssignment(ulong Nodes, ulong Hosts, double Cost)
{
    public static NodeAssignment None { get; } = new(0, 0, double.PositiveInfinity);

    public bool Found => Nodes != 0;

    /// <summary>The host's NUMA node behind one of the guest's.</summary>
    public int HostNode(int guestNode) => (int)(Hosts >> (8 * guestNode) & 0xff);

    /// <summary>
    /// The cheapest assignment of the parts to distinct NUMA nodes among <paramref name="allowed"/>, when the lowest one taken also carries the
    /// overhead. Exact: goes through the NUMA nodes in order and keeps the cheapest way to have placed each set of parts. Equal neighbours are
    /// placed in order. Ties go to lower indexes.
    /// </summary>
    public static NodeAssignment Cheapest<TCost>(
        in HostView host, PlacementAsk ask, ReadOnlySpan<GuestPart> parts, PageSize page, ulong allowed, TCost cost)
        where TCost : struct, IPartCost
    {
        var full = (1 << parts.Length) - 1;
        Span<NodeAssignment> best = stackalloc NodeAssignment[full + 1];
        best.Fill(None);
        best[0] = new(0, 0, 0);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((allowed >> numa & 1) == 0) continue;
            for (var placed = full - 1; placed >= 0; placed--)
            {
                if (best[placed].Cost < double.PositiveInfinity) Extend(host, ask, parts, page, numa, placed, best, cost);
            }
        }

        return best[full];
    }

    private static void Extend<TCost>(
        in HostView host, PlacementAsk ask, ReadOnlySpan<GuestPart> parts, PageSize page, int numa, int placed, Span<NodeAssignment> best, TCost cost)
        where TCost : struct, IPartCost
    {
        var from = best[placed];
        for (var part = 0; part < parts.Length; part++)
        {
            if ((placed >> part & 1) != 0 || (part > 0 && parts[part] == parts[part - 1] && (placed >> (part - 1) & 1) == 0)) continue;
            var sum = from.Cost + cost.Of(host, ask, parts[part], numa, page, placed == 0 ? host.OverheadMib(ask) : 0);
            ref var to = ref best[placed | 1 << part];
            if (sum < to.Cost) to = new(from.Nodes | 1UL << numa, from.Hosts | (ulong)numa << (8 * part), sum);
        }
    }
}
