using Cloud.Domain.Identity;
using Cloud.Scheduler.Lifetimes;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>Keeps who is where, and turns a forecast into the view that placement policies take.</summary>
internal sealed class LifetimeForecast(ILifetimeForecast forecast)
{
    private const double SecondsPerMinute = 60;

    private readonly Dictionary<HostId, List<(int Index, PackingItem Item)>> _hosts = [];

    public void Add(HostId host, int index, PackingItem item)
    {
        if (!_hosts.TryGetValue(host, out var guests)) _hosts.Add(host, guests = []);
        guests.Add((index, item));
    }

    public void Remove(HostId host, int index)
    {
        var guests = _hosts[host];
        guests.RemoveAll(guest => guest.Index == index);
        if (guests.Count == 0) _hosts.Remove(host);
    }

    /// <summary>
    /// The view for one VM. A policy reads the extension as the guest's exit less the host's; so the host's exit is given as the one that makes
    /// this difference the expected extension, which for a distribution is not the difference of the two expected exits.
    /// </summary>
    public LifetimeView At(int index, PackingItem item)
    {
        var newcomer = new PackingGuest(index, item, Age: 0);
        var lifetime = forecast.Lifetime(newcomer);
        var hosts = new Dictionary<HostId, HostLifetime>(_hosts.Count);
        foreach (var (host, guests) in _hosts)
        {
            PackingGuest[] seen = [.. guests.Select(guest => new PackingGuest(guest.Index, guest.Item, item.Start - guest.Item.Start))];
            var exit = Math.Max(0, lifetime - forecast.Extension(newcomer, seen)) * SecondsPerMinute;
            hosts.Add(host, new(exit, LifetimeClass.Of(exit), IsRecycling: false));
        }

        return new(lifetime * SecondsPerMinute, hosts);
    }
}
