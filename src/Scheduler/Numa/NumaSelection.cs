namespace Cloud.Scheduler.Numa;

/// <summary>A set of NUMA nodes of one host.</summary>
/// <param name="Nodes">One bit per NUMA node; 0 when no set is possible.</param>
/// <param name="Cost">Sum of the costs; infinite when no set is possible.</param>
internal readonly record struct NumaSelection(ulong Nodes, double Cost)
{
    /// <summary>
    /// The cheapest set of <paramref name="parts"/> NUMA nodes when the lowest of them costs <paramref name="first"/> and the others
    /// <paramref name="rest"/>; an infinite cost forbids. Exact: every NUMA node is tried as the first one, with the cheapest above it.
    /// Ties go to lower indexes.
    /// </summary>
    public static NumaSelection Cheapest(ReadOnlySpan<double> first, ReadOnlySpan<double> rest, int parts)
    {
        Span<int> above = stackalloc int[parts];
        var length = 0;
        var best = new NumaSelection(0, double.PositiveInfinity);
        for (var lowest = first.Length - 1; lowest >= 0; lowest--)
        {
            if (length == parts - 1 && first[lowest] < double.PositiveInfinity)
            {
                var cost = first[lowest];
                foreach (var numa in above[..length]) cost += rest[numa];
                if (cost <= best.Cost && cost < double.PositiveInfinity) best = new(Mask(above[..length]) | 1UL << lowest, cost);
            }

            length = Insert(above, length, Math.Min(parts - 1, length + 1), lowest, rest);
        }

        return best;
    }

    /// <summary>Keeps the cheapest <paramref name="limit"/> NUMA nodes, cheapest first; a new one goes before its equals.</summary>
    private static int Insert(Span<int> above, int length, int limit, int numa, ReadOnlySpan<double> rest)
    {
        var at = length;
        while (at > 0 && rest[above[at - 1]] >= rest[numa]) at--;
        if (at >= limit) return length;
        for (var i = Math.Min(length, limit - 1); i > at; i--) above[i] = above[i - 1];
        above[at] = numa;
        return limit;
    }

    private static ulong Mask(ReadOnlySpan<int> nodes)
    {
        var mask = 0UL;
        foreach (var numa in nodes) mask |= 1UL << numa;
        return mask;
    }
}
