using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Index;

/// <summary>
/// The best hosts for a member of a group, exactly as the scan orders them. While an affinity binds the group, its hosts alone are compared. Otherwise
/// the tree is searched past the hosts that hard rules exclude; and where soft rules tell hosts apart, which they only do in domains that have
/// members, the hosts of these domains are compared with the best of all others. Allocates nothing.
/// </summary>
internal readonly ref struct GroupRanking
{
    private readonly HostTree _tree;
    private readonly GroupConstraints _group;
    private readonly PlacementProfile _profile;

    public GroupRanking(HostTree tree, GroupConstraints group, PlacementProfile profile) => (_tree, _group, _profile) = (tree, group, profile);

    /// <summary>Fills <paramref name="best"/>, best first; returns how many.</summary>
    public int Best(Span<int> best)
    {
        if (best.IsEmpty || !_tree.HasAny) return 0;
        var required = _group.Required(out var level);
        if (!required.IsEmpty && _group.Domains.Count(level) > 1) return BestOf(required, level, best);
        if (!_group.Soft.IsEmpty) return BestByWishes(best);
        if (best.Length > 1 || _tree.Best() is var first && !_group.Allows(first)) return _tree.Best(best, new GroupGate(_group));
        best[0] = first; // As for most members: the best of all is not excluded.
        return 1;
    }

    private int BestOf(ReadOnlySpan<int> domains, DomainLevel level, Span<int> best)
    {
        var (found, order) = (0, new WishOrder(_profile, _group, unnoticed: -1));
        foreach (var domain in domains)
        {
            foreach (var host in _group.Domains.HostsOf(level, domain)) Offer(host, order, best, ref found);
        }

        return found;
    }

    private int BestByWishes(Span<int> best)
    {
        var unnoticed = 0;
        while (unnoticed < _group.Domains.Hosts && _group.IsNoticed(unnoticed)) unnoticed++;
        var any = unnoticed < _group.Domains.Hosts;
        var order = new WishOrder(_profile, _group, any ? unnoticed : -1);
        var found = any ? _tree.Best(best, new UnnoticedGate(_group), order) : 0;
        for (var at = 0; at < _group.Soft.Length; at++)
        {
            var rule = _group.Soft[at];
            if (!_group.TellsHostsApart(rule)) continue;
            foreach (var domain in _group.DomainsWithMembers(rule))
            {
                foreach (var host in _group.Domains.HostsOf(rule.Level, domain))
                {
                    if (!IsNear(at, host)) Offer(host, order, best, ref found);
                }
            }
        }

        return found;
    }

    /// <summary>Whether one of the first soft rules has named the host already.</summary>
    private bool IsNear(int rules, int host)
    {
        foreach (var rule in _group.Soft[..rules])
        {
            if (_group.TellsHostsApart(rule) && _group.MembersNear(rule, host) > 0) return true;
        }

        return false;
    }

    private void Offer(int host, in WishOrder order, Span<int> best, ref int found)
    {
        if (!_tree.Contains(host) || (found == best.Length && !order.IsBefore(_tree, host, best[^1])) || !_group.Allows(host)) return;
        if (found < best.Length) found++;
        var at = found - 1;
        for (; at > 0 && order.IsBefore(_tree, host, best[at - 1]); at--) best[at] = best[at - 1];
        best[at] = host;
    }
}
