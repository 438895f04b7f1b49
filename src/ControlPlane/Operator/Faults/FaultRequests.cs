using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Operator.Faults;

/// <summary>How bad a fault shall be; null = what its kind does when nothing is said.</summary>
public sealed record FaultAsk(double? Rate, double? Factor, double? DelayMs, FaultDirection? Direction, double? ClockRate, double? OffsetSeconds)
{
    public static FaultAsk Default { get; } = new(null, null, null, null, null, null);

    /// <summary>What was asked over what the kind does by default.</summary>
    public FaultParameters Over(FaultParameters of) => new()
    {
        Rate = Rate ?? of.Rate,
        Factor = Factor ?? of.Factor,
        DelayMs = DelayMs ?? of.DelayMs,
        Direction = Direction ?? of.Direction,
        ClockRate = ClockRate ?? of.ClockRate,
        OffsetSeconds = OffsetSeconds ?? of.OffsetSeconds,
    };

    internal IEnumerable<FieldError> Validate(FaultKind kind)
    {
        var rates = kind is FaultKind.LostMessages or FaultKind.LateMessages or FaultKind.DuplicatedMessages or FaultKind.ReorderedMessages or FaultKind.StaleReports;
        return Check("rate", Rate, rates, kind, 0, 1)
            .Concat(Check("factor", Factor, kind is FaultKind.SlowHost, kind, 1, FaultParameters.FactorLimit))
            .Concat(Check("delayMs", DelayMs, kind is FaultKind.LateMessages, kind, 0, FaultParameters.DelayMsLimit))
            .Concat(Check("clockRate", ClockRate, kind is FaultKind.ClockSkew, kind, 0.5, 2))
            .Concat(Check("offsetSeconds", OffsetSeconds, kind is FaultKind.ClockSkew, kind, -FaultParameters.OffsetSecondsLimit, FaultParameters.OffsetSecondsLimit))
            .Concat(Direction is not null && kind is not FaultKind.Partition ? [Foreign("direction", kind)] : []);
    }

    private static IEnumerable<FieldError> Check(string field, double? value, bool belongs, FaultKind kind, double least, double most)
    {
        if (value is not { } number) yield break;
        if (!belongs) yield return Foreign(field, kind);
        else if (!(number >= least && number <= most)) yield return new(field, FormattableString.Invariant($"is {number}"), FormattableString.Invariant($"{least} to {most}"));
    }

    private static FieldError Foreign(string field, FaultKind kind) => new(field, $"does not belong to {kind.Name()}", "nothing");
}

/// <summary>Makes something go wrong in the modelled world, for a time or until it is healed.</summary>
/// <param name="DurationSeconds">How long, in seconds of the clock on the wall; null = until it is healed.</param>
[Requires(Permission.RegionManage)]
public sealed record InjectFault(FaultKind Kind, FaultTarget Target, FaultAsk Ask, int? DurationSeconds) : IRequest<Outcome<FaultRecord>>, IValidatable
{
    /// <summary>Longest fault that ends by itself, seconds: a day.</summary>
    public const int MaxDurationSeconds = 86_400;

    public IEnumerable<FieldError> Validate()
    {
        foreach (var error in Ask.Validate(Kind).Concat(CheckDuration(DurationSeconds))) yield return error;
        if (Target.Host is not null && (Target.Zone is not null || Target.Rack is not null)) yield return new("target", "names a host and a rack or zone", "one of host, rack with zone, or zone");
        if (Target is { Rack: not null, Zone: null }) yield return new("target.zone", "is missing", "the zone of the rack");
        if (Kind is FaultKind.RackPowerLoss && Target.Rack is null) yield return new("target.rack", "is missing", "the rack that loses power, with its zone");
        if (Kind is FaultKind.HostCrash && Target.Host is null) yield return new("target.host", "is missing", "the host that crashes");
    }

    internal static IEnumerable<FieldError> CheckDuration(int? seconds)
    {
        if (seconds is < 1 or > MaxDurationSeconds) yield return new("durationSeconds", $"is {seconds}", $"1 to {MaxDurationSeconds}, or nothing: until it is healed");
    }
}

/// <summary>Faults, newest first.</summary>
/// <param name="IsActive">In force (true), ended (false), or both (null).</param>
/// <param name="After">The last id of the page before, or null.</param>
/// <param name="Limit">Most items.</param>
[Requires(Permission.RegionRead)]
public sealed record ListFaults(bool? IsActive, FaultId? After, int Limit) : IRequest<Outcome<Page<FaultRecord>>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

[Requires(Permission.RegionRead)]
public sealed record GetFault(FaultId Fault) : IRequest<Outcome<FaultRecord>>;

/// <summary>Ends a fault now. Asked again, it changes nothing.</summary>
[Requires(Permission.RegionManage)]
public sealed record HealFault(FaultId Fault) : IRequest<Outcome<Done>>;

/// <summary>The drills that can be started.</summary>
[Requires(Permission.RegionRead)]
public sealed record ListDrills : IRequest<Outcome<IReadOnlyList<Drill>>>;

/// <summary>Starts all faults of a drill at once.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Zone">Only there; null = where most instances are.</param>
/// <param name="DurationSeconds">How long; null = as the drill says.</param>
[Requires(Permission.RegionManage)]
public sealed record StartDrill(string Name, ZoneId? Zone, int? DurationSeconds) : IRequest<Outcome<IReadOnlyList<FaultRecord>>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => InjectFault.CheckDuration(DurationSeconds);
}
