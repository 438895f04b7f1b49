using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Core;

/// <summary>Which free places of a reservation a request may take. The request must ask for exactly what was reserved.</summary>
internal static class ReservationClaims
{
    /// <summary>The first so many places, or precisely why not.</summary>
    public static Outcome<(ReservationRecord Reservation, IReadOnlyList<HostPlacement> Places)> Find(
        ClusterState state, CreateInstance request, InstanceShape shape, int count)
    {
        var named = request.Reservation!;
        if (state.Reservations.Find(request.Project, named) is not { } reservation)
            return Problem.Invalid(new FieldError("reservation", $"there is no reservation '{Short(named)}' in this project", "the name or id of one, from GET .../reservations"));
        if (Mismatches(reservation, request, shape).ToList() is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors) with
            {
                Kind = ProblemKind.ReservationMismatch,
                Detail = $"{reservation.Name} holds room for a {reservation.Kind.Name()} of flavor {reservation.Flavor} in {reservation.Zone}: {string.Join("; ", errors.Select(error => $"{error.Field} {error.Message}"))}.",
            };
        }

        HostPlacement[] usable = [.. reservation.Free.Where(place => state.CordonOf(place.Host) is null)];
        if (usable.Length >= count) return (reservation, usable[..count]);
        return new Problem(ProblemKind.ReservationFull, Full(state, reservation, usable.Length, count));
    }

    private static IEnumerable<FieldError> Mismatches(ReservationRecord reservation, CreateInstance request, InstanceShape shape)
    {
        if (request.Kind != reservation.Kind) yield return new("kind", $"is {request.Kind.Name()}", reservation.Kind.Name());
        if (request.Flavor != reservation.Flavor) yield return new("flavor", $"is {request.Flavor}", reservation.Flavor.Value);
        else if (shape != reservation.Shape) yield return new("flavor", request.Override == ShapeOverride.None ? $"{request.Flavor} has changed since it was reserved" : "is asked with needs of its own", request.Override == ShapeOverride.None ? "a new reservation" : "the flavor as it is");
        if (request.Zone is { } zone && zone != reservation.Zone) yield return new("zone", $"is {zone}", $"{reservation.Zone}, or left out");
        if (!SameGroup(request.Terms.Group, reservation.Group))
            yield return new("group", request.Terms.Group is { } group ? $"is {group.Name} with these rules" : "is missing", reservation.Group is { } wanted ? $"{wanted.Name} with the rules it was reserved with" : "none");
    }

    private static bool SameGroup(GroupTerms? asked, GroupTerms? reserved) => (asked, reserved) switch
    {
        (null, null) => true,
        ({ } one, { } other) => string.Equals(one.Name, other.Name, StringComparison.Ordinal) && one.Partition == other.Partition
            && one.MaxDisrupted == other.MaxDisrupted && one.Rules.SequenceEqual(other.Rules),
        _ => false,
    };

    private static string Full(ClusterState state, ReservationRecord reservation, int usable, int count)
    {
        var asked = count == 1 ? "" : $"{count} places are asked for; ";
        if (reservation.Free.Count < count) return $"{asked}{reservation.Used} of the {reservation.Count} places of {reservation.Name} are used, {reservation.Free.Count} are free.";
        var cordoned = reservation.Free.Select(place => place.Host).Distinct().Where(host => state.CordonOf(host) is not null).Take(3);
        return $"{asked}{reservation.Free.Count} places of {reservation.Name} are free, but only {usable} of them are on hosts that take instances ({string.Join(", ", cordoned)} are cordoned).";
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
