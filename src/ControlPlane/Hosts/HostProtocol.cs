using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Hosts;

/// <summary>What the control plane tells a host. Commands state what should be true, so they may arrive twice.</summary>
public abstract record HostCommand(HostId Host, InstanceId Instance, Generation Generation);

/// <summary>Hold this instance exactly as placed, running or stopped.</summary>
/// <param name="Power"><see cref="DesiredPower.Running"/> or <see cref="DesiredPower.Stopped"/>.</param>
/// <param name="Reboots">How often a reboot was asked: a host whose own count is lower reboots the guest once and takes over the number.</param>
public sealed record EnsureInstance(
    HostId Host,
    InstanceId Instance,
    Generation Generation,
    DesiredPower Power,
    int Reboots,
    InstanceKind Kind,
    InstanceShape Shape,
    ImageId Image,
    HostPlacement Placement) : HostCommand(Host, Instance, Generation)
{
    /// <summary>How a container is set apart; null for the default, and for other kinds.</summary>
    public ContainerSettings? Container { get; init; }

    /// <summary>What its guest does; null for the default of its kind.</summary>
    public Workload? Workload { get; init; }
}

/// <summary>Do not hold this instance any more.</summary>
public sealed record RemoveInstance(HostId Host, InstanceId Instance, Generation Generation) : HostCommand(Host, Instance, Generation);

/// <summary>How long a phase took on the host, in the modelled world.</summary>
public sealed record PhaseTiming(string Phase, double DurationMs);

/// <summary>What a host says about one instance.</summary>
/// <param name="Host">Who says it.</param>
/// <param name="Instance">About which instance.</param>
/// <param name="Generation">The generation of the command the host acts on; a report about an older one is stale.</param>
/// <param name="Observed">What is true on the host.</param>
/// <param name="Percent">Progress towards what was asked, 0 to 100.</param>
/// <param name="Phase">The phase under way (<c>firmware</c>, <c>kernel</c> …), or null.</param>
/// <param name="Timeline">The phases gone through, once the guest is ready; empty otherwise.</param>
/// <param name="Reason">Why, for <see cref="ObservedPower.Failed"/>.</param>
public sealed record HostReport(
    HostId Host,
    InstanceId Instance,
    Generation Generation,
    ObservedPower Observed,
    int Percent,
    string? Phase,
    IReadOnlyList<PhaseTiming> Timeline,
    string? Reason)
{
    /// <summary>How a migration stands on this host; null when it takes part in none.</summary>
    public MigrationProgress? Migration { get; init; }

    /// <summary>A sign of life of the host itself; then the report names no instance.</summary>
    public HostBeat? Beat { get; init; }

    /// <summary>A report about a host alone.</summary>
    public static HostReport Of(HostId host, HostBeat beat) => new(host, default, default, ObservedPower.Absent, 100, null, [], null) { Beat = beat };
}
