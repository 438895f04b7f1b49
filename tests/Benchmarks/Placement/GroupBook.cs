using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks.Placement;

/// <summary>
/// One request in twenty belongs to an anti-affinity group (no two members on a host) and one in twenty to a spread group (no two members in a
/// rack). A group has ten members; a hundred groups of each kind grow at a time.
/// </summary>
internal sealed class GroupBook(int hosts, int hostsPerRack)
{
    private const int Groups = 100;
    private const int Members = 10;

    private readonly int[] _hosts = new int[2 * Groups * Members];
    private readonly int[] _count = new int[2 * Groups];

    public bool IsEmpty => hosts == 0;

    public HostChoice Choose(PlacementIndex index, PlacementRequest request, ulong random)
    {
        if (random % 10 != 0) return index.Choose(request);
        var group = (int)(random / 10 % (2 * Groups));
        if (_count[group] == Members) _count[group] = 0;
        var gate = new Gate(_hosts, group * Members, _count[group], group < Groups ? 1 : hostsPerRack);
        var choice = index.Choose(request, gate);
        if (choice.Found) _hosts[group * Members + _count[group]++] = choice.Host;
        return choice;
    }

    /// <summary>Refuses the domains of the members: single hosts, or racks of consecutive hosts.</summary>
    private readonly record struct Gate(int[] Hosts, int Start, int Count, int DomainSize) : IHostGate
    {
        public bool Admits(int host)
        {
            foreach (var member in Hosts.AsSpan(Start, Count))
            {
                if (member / DomainSize == host / DomainSize) return false;
            }

            return true;
        }

        public bool AdmitsAny(int first, int end) => true;
    }
}
