using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Reservations;

/// <summary>Keeps room for instances to come: all places in one zone, or none.</summary>
/// <param name="Zone">An availability zone, or null to let the scheduler choose one.</param>
/// <param name="Count">Places, 1 to <see cref="ReservationRecord.MaxCount"/>.</param>
/// <param name="Group">The group that the places are members of, or null.</param>
/// <param name="Until">When it ends by itself, or null.</param>
[Requires(Permission.InstanceWrite)]
public sealed record CreateReservation(
    ProjectId Project, string Name, InstanceKind Kind, FlavorId Flavor, ZoneId? Zone, int Count, GroupTerms? Group, DateTimeOffset? Until)
    : IRequest<Outcome<ReservationRecord>>, IProjectRequest, IValidatable, IIdempotent
{
    public string Canonical => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"{Project}\n{Name}\n{Kind.Name()}\n{Flavor}\n{Zone?.Value}\n{Count}\n{Until?.UtcTicks}")
        .Append(Group is null ? "" : new PlacementTerms { Group = Group }.Canonical).ToString();

    public IEnumerable<FieldError> Validate()
    {
        if (!ResourceName.IsValid(Name)) yield return new("name", "is not a valid name", ResourceName.Rule);
        if (Count is < 1 or > ReservationRecord.MaxCount) yield return new("count", $"is {Count}", $"1 to {ReservationRecord.MaxCount}");
        foreach (var error in new PlacementTerms { Group = Group }.Validate()) yield return error;
    }
}

[Requires(Permission.InstanceRead)]
public sealed record GetReservation(ProjectId Project, ReservationId Reservation) : IRequest<Outcome<ReservationRecord>>, IProjectRequest;

/// <summary>Lists a project's reservations by creation.</summary>
[Requires(Permission.InstanceRead)]
public sealed record ListReservations(ProjectId Project, ReservationId? After, int Limit)
    : IRequest<Outcome<Page<ReservationRecord>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>Ends a reservation; the instances on its places stay.</summary>
/// <param name="IfVersion">Only this version, or null.</param>
[Requires(Permission.InstanceWrite)]
public sealed record DeleteReservation(ProjectId Project, ReservationId Reservation, long? IfVersion) : IRequest<Outcome<Done>>, IProjectRequest;
