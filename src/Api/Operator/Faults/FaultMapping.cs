using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.Api.Operator.Faults;

/// <summary>From bodies to requests about faults, and from records to views.</summary>
internal static class FaultMapping
{
    /// <summary>Hosts that a view names.</summary>
    private const int HostsShown = 100;

    public static InjectFault ToRequest(this InjectFaultBody body)
    {
        var kind = FaultNames.Kind(body.Kind) ?? throw Unknown("kind", body.Kind, FaultNames.Kinds.Select(FaultNames.Name));
        FaultDirection? direction = body.Direction is not { } name ? null
            : FaultNames.Direction(name) ?? throw Unknown("direction", name, FaultNames.Directions.Select(FaultNames.Name));
        return new(
            kind,
            new(body.Target?.Host is { } host ? new HostId(host) : null, body.Target?.Zone is { } zone ? new ZoneId(zone) : null, body.Target?.Rack),
            new(body.Rate, body.Factor, body.DelayMs, direction, body.ClockRate, body.OffsetSeconds),
            body.DurationSeconds);
    }

    public static FaultView ToView(this FaultRecord fault) => new()
    {
        Id = fault.Id.Value,
        Kind = fault.Kind.Name(),
        State = fault.End is not { } end ? "active" : end is FaultEnd.Healed ? "healed" : "expired",
        Target = fault.Target.ToString(),
        Description = fault.Parameters.Describe(fault.Kind),
        HostCount = fault.Hosts.Count,
        Hosts = [.. fault.Hosts.Take(HostsShown).Select(host => host.Value)],
        DurationSeconds = fault.EndsAt is { } until ? (int)(until - fault.StartedAt).TotalSeconds : null,
        Drill = fault.Drill,
        By = fault.By.Value,
        StartedAt = fault.StartedAt,
        EndsAt = fault.EndsAt,
        EndedAt = fault.EndedAt,
        EndedBy = fault.EndedBy?.Value,
    };

    public static HostFaultView ToHostView(this FaultRecord fault) => new(fault.Id.Value, fault.Kind.Name(), fault.Parameters.Describe(fault.Kind), fault.EndsAt);

    public static DrillView ToView(this Drill drill) => new(drill.Name, drill.Title, drill.Description, drill.DurationSeconds, drill.Watch);

    private static RefusedException Unknown(string field, string name, IEnumerable<string> known) =>
        new(Problem.Invalid(new FieldError(field, $"is '{(name.Length <= 80 ? name : name[..80] + "...")}'", string.Join(", ", known))));
}
