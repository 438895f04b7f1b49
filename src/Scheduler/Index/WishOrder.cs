using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// The order of hosts for a member of a group with soft rules, told from the keys without them: the same numbers, put together in the same order as
/// the scan does (<see cref="GroupScorers.With"/>), so that even what rounding makes equal is equal here.
/// </summary>
internal readonly struct WishOrder : IKeyOrder
{
    private readonly GroupConstraints _group;
    private readonly bool _adds;
    private readonly int _place;
    private readonly Wishes _same;

    /// <param name="profile">The profile without the soft rules.</param>
    /// <param name="group">The group.</param>
    /// <param name="unnoticed">Any host that the soft rules do not tell from others; -1 when there is none and only hosts are compared.</param>
    public WishOrder(PlacementProfile profile, GroupConstraints group, int unnoticed)
    {
        _group = group;
        _adds = profile.Composition == ScoreComposition.Absolute;
        _place = GroupScorers.PlaceIn(profile);
        if (unnoticed >= 0) _same = WishesOf(unnoticed);
    }

    /// <summary>Whether the order of a profile with soft rules can be told from keys: scaled scores, which depend on all hosts, cannot.</summary>
    public static bool Follows(PlacementProfile profile) => !profile.Scorers.IsEmpty && profile.Composition != ScoreComposition.Weighted;

    /// <summary>Between hosts that are all the same to the soft rules.</summary>
    public bool IsBetter(ReadOnlySpan<double> key, ReadOnlySpan<double> other) =>
        _adds ? Sum(key, _same) > Sum(other, _same) : HostKey.IsBetter(key, other);

    /// <summary>Whether a host comes before another; equals go by host index.</summary>
    public bool IsBefore(HostTree tree, int host, int other)
    {
        var (mine, others) = (WishesOf(host), WishesOf(other));
        var key = tree[host];
        var otherKey = tree[other];
        if (_adds)
        {
            var (sum, otherSum) = (Sum(key, mine), Sum(otherKey, others));
            return sum != otherSum ? sum > otherSum : host < other;
        }

        for (var i = 0; i < _place; i++)
        {
            if (key[i] != otherKey[i]) return key[i] > otherKey[i];
        }

        if (mine.CompareTo(others) is var order and not 0) return order > 0;
        for (var i = _place; i < key.Length; i++)
        {
            if (key[i] != otherKey[i]) return key[i] > otherKey[i];
        }

        return host < other;
    }

    private Wishes WishesOf(int host) =>
        new(_group.Wish(GroupRuleKind.Affinity, host), _group.Wish(GroupRuleKind.AntiAffinity, host), _group.Wish(GroupRuleKind.Spread, host));

    private static double Sum(ReadOnlySpan<double> key, Wishes wishes) =>
        key[0] + wishes.Together * GroupScorers.RawWeight + wishes.Apart * GroupScorers.RawWeight + wishes.Even * GroupScorers.RawWeight;

    /// <summary>What the soft rules say of a host, in the order of <see cref="GroupScorers.All"/>.</summary>
    private readonly record struct Wishes(double Together, double Apart, double Even) : IComparable<Wishes>
    {
        public int CompareTo(Wishes other) =>
            Together != other.Together ? Together.CompareTo(other.Together) : Apart != other.Apart ? Apart.CompareTo(other.Apart) : Even.CompareTo(other.Even);
    }
}
