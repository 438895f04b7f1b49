using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// One guest's way over the network: disk, rounds of memory, the stop, and for post-copy the memory that follows. The rounds are those of
/// <see cref="PreCopy"/>, played in time, since what the network gives changes while they go on.
/// </summary>
internal sealed class MigrationStream(SimulatedHost source, SimulatedGuest guest, MigrateOut order) : IEventHandler
{
    private const long NsPerMs = 1_000_000;
    private const double NsPerSecond = 1e9;
    private const double PagesPerMib = 256;

    private readonly List<MigrationRound> _rounds = [];
    private SimulatedHost? _destination;
    private SimulatedGuest? _arriving;
    private MigrationPhase _phase;
    private EventHandle _pending;
    private double _volume;
    private double _left;
    private double _rate;
    private double _sent;
    private double _throttle;
    private long _sinceNs;
    private long _phaseNs;
    private long _stillNs;
    private int _dirtyRounds;
    private double? _downtimeMs;
    private bool _postCopy;

    public SimulatedHost Source => source;

    public SimulatedHost Destination => _destination ?? Source;

    public MigrationOptions Options => order.Options;

    /// <summary>How long the guest has stood still, ms.</summary>
    public double StillMs => (source.Loop.NowNs - _stillNs) / (double)NsPerMs;

    private bool IsOver => _phase is MigrationPhase.HandedOver or MigrationPhase.Finished or MigrationPhase.Failed;

    private bool IsCold => Options.Mode is MigrationMode.Cold;

    private double Dirty => guest.DirtyMibPerSecond * (1 - _throttle);

    /// <summary>Finds the other end and begins.</summary>
    public void Begin()
    {
        if (source.Network.Find(order.Target) is not { IsCrashed: false } destination || destination.Guest(order.Instance) is not { } arriving || !arriving.IsIncoming(order.Generation))
        {
            _phase = MigrationPhase.Failed;
            guest.Fail($"{order.Target} holds no place for it");
            return;
        }

        (_destination, _arriving) = (destination, arriving);
        arriving.Attach(this);
        source.Network.Add(this);
        if (guest.DiskMib > 0) Send(MigrationPhase.Disk, guest.DiskMib);
        else AfterDisk();
        Tell();
    }

    public void OnEvent(long a, long b)
    {
        if (_phase is not MigrationPhase.Switching || _left > 0) _sent += _volume;
        switch (_phase)
        {
            case MigrationPhase.Disk:
                AfterDisk();
                break;
            case MigrationPhase.Copying:
                AfterRound();
                break;
            case MigrationPhase.Switching when _left > 0:
                _left = 0;
                Wait(_postCopy ? MigrationConstants.PostCopyMs : MigrationConstants.SwitchMs);
                break;
            case MigrationPhase.Switching:
                HandOver();
                return;
            case MigrationPhase.Pulling:
                End(MigrationPhase.Finished);
                _arriving!.Pulled(Progress());
                return;
        }

        if (!IsOver) Tell();
    }

    /// <summary>The network gives more or less than before.</summary>
    public void Retime()
    {
        if (_left <= 0) return;
        var nowNs = source.Loop.NowNs;
        _left = Math.Max(1e-9, _left - (_rate * (nowNs - _sinceNs) / NsPerSecond));
        Schedule();
    }

    /// <summary>The guest runs at its destination; its memory follows.</summary>
    public void Pull()
    {
        _downtimeMs = StillMs;
        source.Network.Add(this);
        Send(MigrationPhase.Pulling, Math.Max(1e-6, _volume));
        _arriving!.Attach(this);
        _arriving.Tell(Progress());
    }

    /// <summary>One of the ends is dead, or has stopped its guests.</summary>
    public void Break(string reason) => Abandon(by: null, reason);

    /// <summary>One of the ends wants no more of it, and need not be told. While memory still follows, that is the end of the guest.</summary>
    public void Abandon(SimulatedGuest? by, string reason)
    {
        var (phase, post) = (_phase, _postCopy);
        if (phase is MigrationPhase.HandedOver && !post) return; // Both have all they need.
        if (IsOver && phase is not MigrationPhase.HandedOver) return;
        End(MigrationPhase.Failed);
        switch (phase)
        {
            case MigrationPhase.HandedOver: // Post-copy, before it was pulled: what has not followed is lost with its source.
                if (!ReferenceEquals(by, _arriving)) _arriving!.Fail(reason);
                break;
            case MigrationPhase.Pulling:
                if (!ReferenceEquals(by, _arriving)) _arriving!.LosePulled($"its memory had not all followed when {reason}");
                break;
            default:
                if (!ReferenceEquals(by, _arriving)) _arriving?.Fail(reason);
                if (!ReferenceEquals(by, guest)) guest.Fail(reason);
                break;
        }
    }

    private void AfterDisk()
    {
        _phaseNs = source.Loop.NowNs;
        if (IsCold) Stop(0);
        else if (Options.Mode is MigrationMode.PostCopy) StopForPostCopy(guest.TouchedMib);
        else Send(MigrationPhase.Copying, guest.TouchedMib);
    }

    private void AfterRound()
    {
        var seconds = (source.Loop.NowNs - _phaseNs) / NsPerSecond;
        var dirtied = guest.WorkingMib <= 0 ? 0 : guest.WorkingMib * (1 - Math.Exp(-Dirty * seconds / guest.WorkingMib));
        _rounds.Add(new(_rounds.Count + 1, _volume, seconds * 1000, dirtied, _throttle));
        _dirtyRounds = dirtied > _volume / 2 ? _dirtyRounds + 1 : 0;
        if (Options.AutoConverge && _dirtyRounds >= MigrationConstants.ThrottleAfter)
        {
            _throttle = _throttle <= 0 ? MigrationConstants.ThrottleStart : Math.Min(MigrationConstants.ThrottleMax, _throttle + MigrationConstants.ThrottleStep);
            _dirtyRounds = 0;
        }

        var limitMs = Options.DowntimeLimitMs;
        if (dirtied / source.Network.Rate(this) * 1000 <= limitMs) Stop(dirtied);
        else if (_rounds.Count < MigrationConstants.IterationsMax) Send(MigrationPhase.Copying, dirtied);
        else if (Options.PostCopyFallback) StopForPostCopy(dirtied);
        else Abandon(by: null, FormattableString.Invariant($"it writes {Dirty:0} MiB/s against {source.Network.Rate(this):0} MiB/s of network and did not converge in {_rounds.Count} rounds; slow it down (auto-converge) or let its memory follow (post-copy)"));
    }

    /// <summary>The guest stands still and the rest is sent.</summary>
    private void Stop(double rest)
    {
        (_stillNs, _phase) = (source.Loop.NowNs, MigrationPhase.Switching);
        if (!IsCold) guest.Pause();
        if (rest > 0) Send(MigrationPhase.Switching, rest);
        else Wait(MigrationConstants.SwitchMs);
    }

    private void StopForPostCopy(double rest)
    {
        _postCopy = true;
        Stop(0);
        _volume = rest;
    }

    private void HandOver()
    {
        _phase = MigrationPhase.HandedOver;
        source.Network.Remove(this);
        _arriving!.Received(Progress() with { Phase = MigrationPhase.Received }, withMemory: !IsCold);
        guest.HandedOver(Progress());
    }

    private void Send(MigrationPhase phase, double mib)
    {
        (_phase, _volume, _left, _phaseNs) = (phase, mib, mib, source.Loop.NowNs);
        Schedule();
    }

    private void Schedule()
    {
        (_rate, _sinceNs) = (source.Network.Rate(this), source.Loop.NowNs);
        After((long)Math.Ceiling(_left / _rate * NsPerSecond));
    }

    private void Wait(double milliseconds)
    {
        _left = 0;
        After((long)(milliseconds * NsPerMs));
    }

    private void After(long ns)
    {
        source.Loop.Cancel(_pending);
        _pending = source.Loop.Schedule(source.Loop.NowNs + ns, this);
    }

    private void End(MigrationPhase phase)
    {
        _phase = phase;
        source.Loop.Cancel(_pending);
        source.Network.Remove(this);
    }

    private void Tell() => guest.Tell(Progress());

    private MigrationProgress Progress()
    {
        var rest = _phase is MigrationPhase.Copying ? Math.Min(guest.WorkingMib, _rounds.Count == 0 ? guest.TouchedMib : _rounds[^1].DirtiedMib) : _left;
        var rate = _rate > 0 ? _rate : source.Network.Rate(this);
        return new(_phase)
        {
            IsPostCopy = _postCopy,
            SentMib = _sent,
            LeftMib = _left,
            DirtyPages = IsCold ? 0 : (long)((_rounds.Count == 0 ? guest.TouchedMib : _rounds[^1].DirtiedMib) * PagesPerMib),
            DirtyMibPerSecond = IsCold ? 0 : Dirty,
            MibPerSecond = rate,
            ExpectedDowntimeMs = IsCold ? 0 : (rest / rate * 1000) + MigrationConstants.SwitchMs,
            DowntimeMs = _downtimeMs,
            Rounds = [.. _rounds],
        };
    }
}
