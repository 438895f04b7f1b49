using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks.Placement;

/// <summary>
/// One request in twenty belongs to a group with anti-affinity over hosts and one in twenty to a group that spreads over racks (skew 1). A hundred
/// groups of each kind have ten members; when a new one comes, the oldest leaves.
/// </summary>
internal sealed class GroupBook
{
    private const int Groups = 100;
    private const int Members = 10;

    private readonly GroupTable? _table;
    private readonly int[] _hosts = new int[2 * Groups * Members];
    private readonly int[] _count = new int[2 * Groups];

    /// <summary>By group and flavor.</summary>
    private readonly PlacementRequest[] _requests = [];

    /// <param name="domains">The racks of the fleet, or null for no groups.</param>
    public GroupBook(DomainMap? domains)
    {
        if (domains is null) return;
        _table = new(domains);
        _requests =
        [
            .. from number in Enumerable.Range(0, 2 * Groups)
               let rule = number < Groups ? GroupRule.AntiAffinity(DomainLevel.Host) : GroupRule.Spread(DomainLevel.Rack)
               let constraints = _table.For(new(Id(number), rule))
               from request in HuaweiMix.Requests
               select request with { Group = constraints },
        ];
    }

    public HostChoice Choose(PlacementIndex index, int flavor, ulong random)
    {
        if (_table is null || random % 10 != 0) return index.Choose(HuaweiMix.Requests[flavor]);
        var group = (int)(random / 10 % (2 * Groups));
        var request = _requests[group * HuaweiMix.Requests.Length + flavor];
        var choice = index.Choose(request);
        if (choice.Found) Join(request.Group!.Group.Id, group, choice.Host);
        return choice;
    }

    private static GroupId Id(int number) => new($"g{number}");

    private void Join(GroupId id, int group, int host)
    {
        ref var member = ref _hosts[group * Members + _count[group]++ % Members];
        if (_count[group] > Members) _table!.Remove(id, 0, member);
        member = host;
        _table!.Add(id, 0, host);
    }
}
