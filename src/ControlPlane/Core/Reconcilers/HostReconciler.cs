using Cloud.ControlPlane.Core.Moves;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Reconcilers;

/// <summary>
/// Keeps watch over the hosts: asks them for signs of life, renews their leases, and deals with those that are not heard from. Takes no hints:
/// every round looks at every host.
/// </summary>
public static class HostReconciler
{
    /// <summary>A host has said that it lives.</summary>
    public static void Hear(ClusterState state, ChangeSet changes, HostId host, HostBeat beat, DateTimeOffset now)
    {
        if (!state.IsHost(host)) return;
        state.Pulses.Start(now);
        if (!state.Pulses.Hear(host, beat, state.Region.Live, now)) return;
        state.SetHealth(host, HostHealth.Up);
        if (!beat.HasLease && Barred(state) is var barred && !barred.Contains(host)) Ask(state, changes, host, barred, now);
    }

    /// <summary>Asks who is due, and evacuates who is down.</summary>
    public static void Plan(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        var settings = state.Region.Live;
        state.Pulses.Start(now);
        var barred = Barred(state);
        var down = new HashSet<HostId>();
        foreach (var host in state.Region.Hosts)
        {
            if (now - state.Pulses.Of(host.Id, settings).AskedAt >= settings.Heartbeat) Ask(state, changes, host.Id, barred, now);
            var health = state.Pulses.Health(host.Id, settings, now);
            state.SetHealth(host.Id, health);
            if (health is HostHealth.Down) down.Add(host.Id);
        }

        if (down.Count > 0) Evacuation.Plan(state, changes, down, now);
        Drains.Plan(state, changes, now);
    }

    /// <summary>
    /// Asks for a sign of life and, if there is one to answer, renews the lease: it ends a lease's length after the host said what is echoed, and
    /// so no later than a lease's length after that was heard here.
    /// </summary>
    private static void Ask(ClusterState state, ChangeSet changes, HostId host, HashSet<HostId> barred, DateTimeOffset now)
    {
        var settings = state.Region.Live;
        var pulse = state.Pulses.Of(host, settings);
        var echo = barred.Contains(host) ? null : pulse.TickNs;
        if (echo is not null && pulse.HeardAt + settings.Lease is var ends && ends > pulse.LeaseEndsAt) pulse = pulse with { LeaseEndsAt = ends };
        state.Pulses.Set(host, pulse with { AskedAt = now });
        changes.SendLease(new(host, echo, settings.Lease));
    }

    /// <summary>Hosts that could start something again that runs elsewhere: they get no lease before they have let it go.</summary>
    private static HashSet<HostId> Barred(ClusterState state) =>
        [.. state.Moving.Select(state.Find).OfType<InstanceRecord>().SelectMany(instance => instance.Moves?.Leftovers ?? []).Where(left => left.MayRun).Select(left => left.Placement.Host)];
}
