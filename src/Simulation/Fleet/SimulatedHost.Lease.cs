using Cloud.ControlPlane.Hosts;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// The lease under which a host runs guests. It is counted by the host's watchdog, which has its own oscillator: a clock that is set wrong makes
/// it no longer. When it ends, every guest is stopped at once, whatever the host believes of the network; when it is renewed, the guests do
/// again what their last commands said.
/// </summary>
internal sealed partial class SimulatedHost
{
    private readonly LeaseExpiry _expiry;
    private long _leaseUntilNs = long.MinValue;
    private long _poweredUpNs = long.MinValue;
    private long _wantedAtNs = long.MinValue;
    private EventHandle _leaseEnds;

    /// <summary>Whether guests may run here now.</summary>
    public bool MayRun => !Options.RequireLease || _leaseUntilNs > Loop.NowNs;

    /// <summary>Whether the end of a lease is to come.</summary>
    public bool IsLeaseRunning => Loop.IsPending(_leaseEnds);

    /// <summary>Something here would run if it might: says so, once for all that wait at this moment.</summary>
    public void WantsLease()
    {
        if (_wantedAtNs == Loop.NowNs) return;
        _wantedAtNs = Loop.NowNs;
        Beat();
    }

    private void Beat() => Report(HostReport.Of(Id, new(Loop.NowNs, MayRun)));

    private void Renew(RenewLease lease)
    {
        // What was said before the power failed is answered too late.
        if (Options.RequireLease && lease.EchoNs is { } echo && echo >= _poweredUpNs) HoldLease(echo + (long)(lease.Duration.TotalNanoseconds * Options.Speed));
        Beat();
    }

    private void HoldLease(long untilNs)
    {
        if (untilNs <= _leaseUntilNs || untilNs <= Loop.NowNs) return;
        var couldRun = MayRun;
        _leaseUntilNs = untilNs;
        if (!Loop.Reschedule(_leaseEnds, untilNs)) _leaseEnds = Loop.Schedule(untilNs, _expiry);
        if (couldRun) return;
        Stirred?.Invoke();
        foreach (var guest in _guests.Values.OrderBy(guest => guest.Id).ToList()) guest.PowerUp();
    }

    private void DropLease()
    {
        Loop.Cancel(_leaseEnds);
        _leaseUntilNs = long.MinValue;
    }

    private void StopGuests()
    {
        Stirred?.Invoke();
        foreach (var guest in _guests.Values.OrderBy(guest => guest.Id).ToList()) guest.CutPower();
    }

    private sealed class LeaseExpiry(SimulatedHost host) : IEventHandler
    {
        public void OnEvent(long a, long b) => host.StopGuests();
    }
}
