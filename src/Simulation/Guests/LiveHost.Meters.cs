using Cloud.Domain.Identity;
using Cloud.Simulation.Containers;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Guests;

/// <summary>Control groups: counters of the guests, and limits that were written to them.</summary>
internal sealed partial class LiveHost
{
    private readonly SortedDictionary<InstanceId, ContainerLimits> _early = [];
    private bool _isWatched;

    /// <summary>Counts for all guests from now on, and brings the counters up to <paramref name="now"/>.</summary>
    public void Watch(double now)
    {
        Settle(now);
        _isWatched = true;

        // Who has no counters yet came since, or was there before the first look: it did all the while what it does now.
        foreach (var guest in _guests)
        {
            if (guest.Meter.UptimeSeconds <= 0 && now > guest.UpSince) Count(guest, now - guest.UpSince);
        }
    }

    /// <summary>The counters of a guest; null when it does not run here.</summary>
    public ContainerMeter? MeterOf(InstanceId instance) => Find(instance)?.Meter;

    /// <summary>Lets limits take effect at <paramref name="now"/>; for a guest that came since the last tick, when it enters with the next.</summary>
    public void Limit(InstanceId instance, in ContainerLimits limits, double now)
    {
        Watch(now);
        if (Find(instance) is not { } guest)
        {
            _early[instance] = limits;
            return;
        }

        guest.Limits = limits;
        var load = LoadOf(guest, now);
        fluid.Update(guest.Key, Model(guest, load, PointOf(guest, now)));
        fluid.SetLoad(Array.IndexOf(_guests, guest), load.Cpu, load.Activity);
    }

    /// <summary>A guest that begins; one that only runs something else from now on keeps its control group.</summary>
    private LiveGuest Begin(in RunningGuest running, double now, Recording? recorded)
    {
        var fresh = new LiveGuest(running, now, recorded);
        if (Find(fresh.Instance) is { } before && before.Boots == fresh.Boots) (fresh.Limits, fresh.Meter) = (before.Limits, before.Meter);
        if (_early.Remove(fresh.Instance, out var early)) fresh.Limits = early;
        return fresh;
    }

    private LiveGuest? Find(InstanceId instance) => Array.Find(_guests, guest => guest.Instance == instance);

    private void Count(double seconds)
    {
        foreach (var guest in _guests) Count(guest, seconds);
    }

    private void Count(LiveGuest guest, double seconds) =>
        guest.Meter = guest.Meter.Count(fluid.GuestState(guest.Key), seconds, guest.Command.Shape.Vcpus, guest.Limits.PeriodUs, guest.ReadFraction);
}
