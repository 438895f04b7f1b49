using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Operator.Moves;

/// <summary>Moves an instance of any project to another host of its zone.</summary>
/// <param name="Host">Where to; null leaves it to the scheduler.</param>
/// <param name="IfVersion">Only this version, or null.</param>
[Requires(Permission.RegionManage)]
public sealed record MigrateInstance(InstanceId Instance, HostId? Host, MigrationOptions Options, long? IfVersion)
    : IRequest<Outcome<InstanceAccepted>>, IIdempotent, IValidatable
{
    public string Canonical => FormattableString.Invariant(
        $"{Instance}\n{Host}\n{Options.Mode}\n{Options.DowntimeLimitMs}\n{Options.AutoConverge}\n{Options.PostCopyFallback}\n{Options.MibPerSecond}\n{IfVersion}");

    public IEnumerable<FieldError> Validate()
    {
        if (Options.DowntimeLimitMs is not (>= 1 and <= 60_000)) yield return new("downtimeLimitMs", $"is {Options.DowntimeLimitMs}", "1 to 60,000");
        if (Options.MibPerSecond is { } rate and not (>= 1 and <= 1e6)) yield return new("mibPerSecond", $"is {rate}", "1 to 1,000,000");
    }
}

/// <summary>Ends a migration before the switch-over; the instance stays where it is.</summary>
[Requires(Permission.RegionManage)]
public sealed record CancelMigration(InstanceId Instance) : IRequest<Outcome<InstanceRecord>>;

/// <summary>Everything that is between hosts, by id.</summary>
[Requires(Permission.RegionRead)]
public sealed record ListMigrations(InstanceId? After, int Limit) : IRequest<Outcome<Page<MigrationStatus>>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>An instance between hosts.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Progress">How its hosts see it; null before they have spoken.</param>
public sealed record MigrationStatus(InstanceRecord Instance, MigrationProgress? Progress);

/// <summary>Starts elsewhere what was on a host that is down.</summary>
[Requires(Permission.RegionManage)]
public sealed record EvacuateHost(HostId Host) : IRequest<Outcome<HostStatus>>;

/// <summary>Empties a host for maintenance: cordons it and moves everything away. Asked again, it replaces the order.</summary>
[Requires(Permission.RegionManage)]
public sealed record DrainHost(HostId Host, HostDrain Drain, string? Reason) : IRequest<Outcome<HostStatus>>, IValidatable
{
    public IEnumerable<FieldError> Validate()
    {
        if (Drain.MaxConcurrent is < 1 or > HostDrain.MostConcurrent) yield return new("maxConcurrent", $"is {Drain.MaxConcurrent}", $"1 to {HostDrain.MostConcurrent}");
        foreach (var error in new CordonHost(Host, Reason).Validate()) yield return error;
    }
}

/// <summary>Pauses a drain, or goes on with it.</summary>
[Requires(Permission.RegionManage)]
public sealed record PauseDrain(HostId Host, bool IsPaused) : IRequest<Outcome<HostStatus>>;

/// <summary>Ends a drain; what is under way goes on, and the host stays cordoned.</summary>
[Requires(Permission.RegionManage)]
public sealed record CancelDrain(HostId Host) : IRequest<Outcome<HostStatus>>;
