using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Reservations;

/// <summary>A capacity reservation by its unique name.</summary>
public readonly record struct ReservationId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Room that is kept for a project: so many times one request, until a time.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Project">Whose requests use it.</param>
/// <param name="Request">What one place is: shape, overhead and zone. A request matches when it asks exactly that, in this zone or any.</param>
/// <param name="Count">Places, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Until">When it ends; null = when it is cancelled.</param>
public sealed record Reservation(ReservationId Id, ProjectId Project, PlacementRequest Request, int Count, DateTimeOffset? Until = null)
{
    public const int MaxCount = 1000;
}

/// <summary>How much of a reservation is used.</summary>
/// <param name="Reservation">The reservation.</param>
/// <param name="Used">Places with an instance on them.</param>
/// <param name="Placements">All places, used or not, in order of their hosts.</param>
public sealed record ReservationUse(Reservation Reservation, int Used, IReadOnlyList<HostPlacement> Placements)
{
    public int Free => Reservation.Count - Used;
}

/// <summary>The answer to a reservation: held, or why not (then nothing is held).</summary>
/// <param name="Placements">The places; null when not all fit.</param>
/// <param name="Fitting">How many would have fitted.</param>
/// <param name="Explanation">Of the first place that does not fit; null when all do.</param>
public sealed record ReservationDecision(IReadOnlyList<HostPlacement>? Placements, int Fitting, PlacementExplanation? Explanation);
