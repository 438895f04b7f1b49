using System.Collections.Frozen;
using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Lifetimes;

/// <summary>What is predicted of one host.</summary>
/// <param name="ExitSeconds">Seconds from now until its last guest is expected to leave; 0 for an empty host.</param>
/// <param name="Class">The lifetime class of the host (LAVA), 1 to <see cref="LifetimeClass.Longest"/>.</param>
/// <param name="IsRecycling">Whether guests of its class have begun to leave, so that it takes only shorter ones (LAVA).</param>
public readonly record struct HostLifetime(double ExitSeconds, int Class, bool IsRecycling);

/// <summary>Predicted lifetimes as of one request. Immutable: made by <see cref="LifetimeTable"/> or by whoever knows better.</summary>
/// <param name="guestSeconds">Seconds that the new guest is expected to live, 0 or more.</param>
/// <param name="hosts">Hosts with guests; a host that is not listed is empty.</param>
public sealed class LifetimeView(double guestSeconds, IReadOnlyDictionary<HostId, HostLifetime> hosts)
{
    private readonly FrozenDictionary<HostId, HostLifetime> _hosts = hosts.ToFrozenDictionary();

    /// <summary>Seconds that the new guest is expected to live.</summary>
    public double GuestSeconds { get; } = guestSeconds >= 0 && double.IsFinite(guestSeconds)
        ? guestSeconds
        : throw new ArgumentOutOfRangeException(nameof(guestSeconds), guestSeconds, "A lifetime is not negative.");

    /// <summary>What is predicted of a host; null when it is empty.</summary>
    public HostLifetime? Of(HostId host) => _hosts.TryGetValue(host, out var lifetime) ? lifetime : null;
}
