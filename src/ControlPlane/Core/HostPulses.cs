using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>How a host is doing, as far as can be heard.</summary>
public enum HostHealth
{
    /// <summary>It is heard from.</summary>
    Up,

    /// <summary>It has missed several beats. Nothing new is placed on it; what runs there is left alone.</summary>
    Suspect,

    /// <summary>It is not heard from, and its lease is over: whatever it is doing, no guest runs there.</summary>
    Down,
}

/// <summary>What was heard of one host.</summary>
/// <param name="TickNs">The newest counter it said; null before it has spoken.</param>
/// <param name="HeardAt">When.</param>
/// <param name="LeaseEndsAt">No guest runs there after this, unless the lease is renewed before.</param>
/// <param name="AskedAt">When it was last asked for a sign of life.</param>
public readonly record struct HostPulse(long? TickNs, DateTimeOffset HeardAt, DateTimeOffset LeaseEndsAt, DateTimeOffset AskedAt);

/// <summary>
/// When each host was last heard from and until when it may run guests. A writer that has just started knows nothing: it supposes that its
/// predecessor renewed every lease in its last moment, and so waits a whole lease before it calls a host down.
/// </summary>
public sealed class HostPulses
{
    private readonly Dictionary<HostId, HostPulse> _pulses = [];
    private DateTimeOffset? _startedAt;

    /// <summary>Begins to count, once.</summary>
    public void Start(DateTimeOffset now) => _startedAt ??= now;

    /// <summary>What is known of a host.</summary>
    public HostPulse Of(HostId host, LiveSettings settings)
    {
        var start = _startedAt ?? DateTimeOffset.MaxValue - settings.Lease;
        return _pulses.TryGetValue(host, out var pulse) ? pulse : new(null, start, start + settings.Lease, DateTimeOffset.MinValue);
    }

    public void Set(HostId host, HostPulse pulse) => _pulses[host] = pulse;

    /// <summary>Notes a beat; false when it is an old one that came late or again, and says nothing about now.</summary>
    public bool Hear(HostId host, HostBeat beat, LiveSettings settings, DateTimeOffset now)
    {
        var pulse = Of(host, settings);
        if (pulse.TickNs >= beat.TickNs) return false;
        Set(host, pulse with { TickNs = beat.TickNs, HeardAt = now });
        return true;
    }

    /// <summary>How a host is doing now.</summary>
    public HostHealth Health(HostId host, LiveSettings settings, DateTimeOffset now)
    {
        var pulse = Of(host, settings);
        var silence = now - pulse.HeardAt;
        if (silence < settings.SuspectAfter) return HostHealth.Up;
        return silence >= settings.DownAfter && now >= pulse.LeaseEndsAt + settings.LeaseMargin ? HostHealth.Down : HostHealth.Suspect;
    }
}
