using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Groups;

/// <summary>
/// Which hosts share a rack and a zone, as numbers: domain numbers count up in the order of the hosts, and the hosts of a domain are one
/// span. Never changes once built. A rack is a rack of its zone: the same name in two zones is two racks.
/// </summary>
public sealed class DomainMap
{
    private readonly IReadOnlyList<HostDescription> _hosts;
    private readonly Level _racks;
    private readonly Level _zones;
    private readonly int[] _identity;

    /// <param name="hosts">The hosts, in the order of their indexes.</param>
    public DomainMap(IReadOnlyList<HostDescription> hosts)
    {
        _hosts = hosts;
        _racks = Level.Of(hosts, host => (host.Zone.Value, host.Rack));
        _zones = Level.Of(hosts, host => (host.Zone.Value, ""));
        _identity = [.. Enumerable.Range(0, hosts.Count)];
    }

    /// <summary>Number of hosts.</summary>
    public int Hosts => _hosts.Count;

    /// <summary>The domain that a host is in.</summary>
    public int Of(DomainLevel level, int host) => level switch
    {
        DomainLevel.Host => host,
        DomainLevel.Rack => _racks.Domain[host],
        DomainLevel.Zone => _zones.Domain[host],
    };

    /// <summary>Number of domains.</summary>
    public int Count(DomainLevel level) => level switch
    {
        DomainLevel.Host => _hosts.Count,
        DomainLevel.Rack => _racks.Count,
        DomainLevel.Zone => _zones.Count,
    };

    /// <summary>The hosts of a domain, ascending.</summary>
    public ReadOnlySpan<int> HostsOf(DomainLevel level, int domain) => level switch
    {
        DomainLevel.Host => _identity.AsSpan(domain, 1),
        DomainLevel.Rack => _racks.HostsOf(domain),
        DomainLevel.Zone => _zones.HostsOf(domain),
    };

    /// <summary>A domain in words: <c>rack r12</c>.</summary>
    public string Name(DomainLevel level, int domain)
    {
        var host = _hosts[HostsOf(level, domain)[0]];
        return level switch
        {
            DomainLevel.Host => $"host {host.Id}",
            DomainLevel.Rack => $"rack {host.Rack}",
            DomainLevel.Zone => $"zone {host.Zone}",
        };
    }

    private sealed record Level(int[] Domain, int[] Start, int[] Hosts)
    {
        public int Count => Start.Length - 1;

        public static Level Of(IReadOnlyList<HostDescription> hosts, Func<HostDescription, (string, string)> key)
        {
            var numbers = new Dictionary<(string, string), int>();
            var domain = new int[hosts.Count];
            for (var host = 0; host < domain.Length; host++)
            {
                var name = key(hosts[host]);
                if (!numbers.TryGetValue(name, out domain[host])) numbers.Add(name, domain[host] = numbers.Count);
            }

            var start = new int[numbers.Count + 1];
            foreach (var number in domain) start[number + 1]++;
            for (var number = 0; number < numbers.Count; number++) start[number + 1] += start[number];
            var next = start[..^1];
            var members = new int[domain.Length];
            for (var host = 0; host < domain.Length; host++) members[next[domain[host]]++] = host;
            return new(domain, start, members);
        }

        public ReadOnlySpan<int> HostsOf(int domain) => Hosts.AsSpan(Start[domain]..Start[domain + 1]);
    }
}
