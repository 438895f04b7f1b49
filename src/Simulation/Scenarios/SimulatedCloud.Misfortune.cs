using Cloud.Domain.Identity;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>What happens to hosts: power, network, age and full disks. Everything that breaks is mended after a drawn time.</summary>
public sealed partial class SimulatedCloud
{
    private readonly List<(long UntilNs, Action Mend)> _broken = [];

    /// <summary>Ends the first act: everything broken is mended.</summary>
    public void Heal()
    {
        foreach (var (_, mend) in _broken) mend();
        _broken.Clear();
        Transcript.Say(Elapsed, "everything is mended");
    }

    private void Misfortune()
    {
        MendWhatIsDue();
        if (_random.NextBool(World.Crash)) PowerLoss();
        if (_random.NextBool(World.Partition)) Break("lost its network", Rack(), host => Fleet.Partition(host, cut: true), host => Fleet.Partition(host, cut: false));
        if (!_random.NextBool(World.Ailment)) return;
        var one = AnyHost();
        if (_random.NextBool()) Break("became slow", [one], host => Fleet.Slow(host, 2 + _random.NextInt(30)), host => Fleet.Slow(host, 1));
        else Break("has a full disk", [one], host => Fleet.FillDisk(host, full: true), host => Fleet.FillDisk(host, full: false));
    }

    private void PowerLoss()
    {
        var hosts = _random.NextBool(0.3) ? Rack() : [AnyHost()];
        Break("lost power", hosts, host => Fleet.Crash(host), host => Fleet.Restore(host));
    }

    private void Break(string what, IReadOnlyList<HostId> hosts, Action<HostId> harm, Action<HostId> mend)
    {
        Counts.Misfortunes++;
        var untilNs = _nowNs + (_random.NextInt(1, 60) * 1_000_000_000L);
        foreach (var host in hosts)
        {
            Transcript.Say(Elapsed, $"{host} {what}");
            harm(host);
            _broken.Add((untilNs, () => mend(host)));
        }
    }

    private void MendWhatIsDue()
    {
        for (var i = 0; i < _broken.Count; i++)
        {
            if (_broken[i].UntilNs > _nowNs) continue;
            _broken[i].Mend();
            _broken.RemoveAt(i--);
        }
    }

    /// <summary>Everything dies, hosts included, and comes back whole: the hosts are put back as the store knows them.</summary>
    private void Blackout()
    {
        Counts.Blackouts++;
        Die("with everything else", undurable: null);
        _broken.Clear();
        _inbox.Clear();
        Fleet = NewFleet();
        var refused = Fleet.AdoptAll(State.Instances.Values.OrderBy(instance => instance.Id));
        if (refused.Count > 0) throw new InvalidOperationException($"After a blackout {refused.Count} instances did not fit the hosts that the store says hold them, {refused[0]} among them.");
    }

    private HostId AnyHost() => World.Region.Hosts[_random.NextInt(World.Region.Hosts.Count)].Id;

    private IReadOnlyList<HostId> Rack()
    {
        var one = World.Region.Hosts[_random.NextInt(World.Region.Hosts.Count)];
        return [.. World.Region.Hosts.Where(host => host.Zone == one.Zone && string.Equals(host.Rack, one.Rack, StringComparison.Ordinal)).Select(host => host.Id)];
    }
}
