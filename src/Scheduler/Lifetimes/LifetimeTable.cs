using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Lifetimes;

/// <summary>
/// Who lives where since when, beside the ledger and owned by the same writer: predicts anew at every question. The host states are LAVA's:
/// an empty host opens with the class of its first guest; filled once, it recycles, which means that it takes shorter guests while those of its
/// class leave; when they have left its class falls, and when one overstays the class it rises.
/// </summary>
/// <remarks>Source: LAVA, MLSys 2025, sections 4.1 and 4.2; the share at which a host counts as filled is theirs [M].</remarks>
public sealed class LifetimeTable
{
    /// <summary>Share of CPU or memory at which a host counts as filled. Source: LAVA [M].</summary>
    public const double Filled = 0.95;

    private readonly Dictionary<HostId, Resident> _hosts = [];

    /// <summary>Notes that a guest lives on a host. Throws when it is noted already.</summary>
    /// <param name="host">Where.</param>
    /// <param name="guest">A number of the caller's that names the guest.</param>
    /// <param name="prediction">What lifetimes of its kind are like.</param>
    /// <param name="now">Seconds on the caller's clock.</param>
    /// <param name="hostShareUsed">Larger of the shares of CPU and memory in use on the host, this guest included.</param>
    public void Add(HostId host, long guest, LifetimeDistribution prediction, double now, double hostShareUsed)
    {
        if (!_hosts.TryGetValue(host, out var resident))
            _hosts.Add(host, resident = new Resident { Class = LifetimeClass.Of(prediction.Remaining(0)), Since = now });
        if (!resident.Guests.TryAdd(guest, new(prediction, now))) throw new InvalidOperationException($"Guest {guest} is on {host} already.");
        if (hostShareUsed < Filled || resident.IsRecycling) return;
        resident.IsRecycling = true;
        resident.Founders = [.. resident.Guests.Keys];
    }

    /// <summary>Notes that a guest left. Throws when it was not there.</summary>
    public void Remove(HostId host, long guest, double now)
    {
        if (!_hosts.TryGetValue(host, out var resident) || !resident.Guests.Remove(guest)) throw new InvalidOperationException($"Guest {guest} is not on {host}.");
        if (resident.Guests.Count == 0)
        {
            _hosts.Remove(host);
            return;
        }

        if (!resident.Founders.Remove(guest) || resident.Founders.Count > 0) return;
        resident.Class = Math.Max(1, resident.Class - 1);
        resident.Since = now;
        resident.Founders = [.. resident.Guests.Keys];
    }

    /// <summary>What is predicted at a time, for a new guest of this kind.</summary>
    public LifetimeView View(LifetimeDistribution guest, double now) => View(guest.Remaining(0), now);

    /// <summary>What is predicted at a time, for a new guest that is expected to live so long.</summary>
    public LifetimeView View(double guestSeconds, double now) => new(
        guestSeconds,
        _hosts.ToDictionary(entry => entry.Key, entry => new HostLifetime(Exit(entry.Value, now), Class(entry.Value, now), entry.Value.IsRecycling)));

    private static double Exit(Resident resident, double now)
    {
        var last = 0.0;
        foreach (var (prediction, since) in resident.Guests.Values) last = Math.Max(last, prediction.Remaining(now - since));
        return last;
    }

    /// <summary>The class, risen by one for every time that the host has overstayed it.</summary>
    private static int Class(Resident resident, double now)
    {
        var lifetimeClass = resident.Class;
        while (lifetimeClass < LifetimeClass.Longest && now - resident.Since > LifetimeClass.Limit(lifetimeClass)) lifetimeClass++;
        return lifetimeClass;
    }

    private sealed class Resident
    {
        public Dictionary<long, (LifetimeDistribution Prediction, double Since)> Guests { get; } = [];

        /// <summary>The guests on which the class rests: those there when the host was filled, or when its class fell.</summary>
        public HashSet<long> Founders { get; set; } = [];

        public int Class { get; set; }

        public double Since { get; set; }

        public bool IsRecycling { get; set; }
    }
}
