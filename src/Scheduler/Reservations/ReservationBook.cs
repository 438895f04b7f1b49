using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Reservations;

/// <summary>
/// The capacity reservations of a ledger, owned by its writer. A place holds its room in the ledger from the moment it is reserved; an
/// instance that uses it takes over exactly what the place holds, so nothing changes in the ledger and nobody can come between. When the
/// instance goes, the room is the reservation's again; when the reservation ends first, the instance stays and the room is its own.
/// </summary>
/// <param name="ledger">The ledger in which the room is held.</param>
public sealed class ReservationBook(CapacityLedger ledger)
{
    /// <summary>Most reservations at a time.</summary>
    public const int MaxReservations = 10_000;

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<InstanceId, (Entry Entry, int Place)> _holders = [];

    /// <summary>All reservations by name.</summary>
    public IEnumerable<ReservationUse> All => _entries.Values.Select(entry => entry.Use);

    /// <summary>Holds room for all places, or for none. Throws <see cref="ArgumentException"/> for a name in use, a count out of range or too many.</summary>
    public ReservationDecision Reserve(Reservation reservation, PlacementProfile profile)
    {
        if (reservation.Count is < 1 or > Reservation.MaxCount || _entries.Count >= MaxReservations || _entries.ContainsKey(reservation.Id.Value))
            throw new ArgumentException($"Reservation '{reservation.Id}' has a name in use, or is one of too many.", nameof(reservation));

        var places = new List<HostPlacement>(reservation.Count);
        while (places.Count < reservation.Count)
        {
            var decision = PlacementPipeline.Place(ledger, reservation.Request, profile);
            if (decision.Placement is not { } placement)
            {
                foreach (var held in places) ledger.Release(held);
                return new(null, places.Count, decision.Explanation);
            }

            ledger.Take(placement);
            places.Add(placement);
        }

        Restore(reservation, places);
        return new(places, places.Count, null);
    }

    /// <summary>Notes a reservation whose places are in the ledger already: when a book is rebuilt.</summary>
    public void Restore(Reservation reservation, IReadOnlyList<HostPlacement> places)
    {
        if (places.Count != reservation.Count) throw new ArgumentException($"Reservation '{reservation.Id}' has {reservation.Count} places, not {places.Count}.", nameof(places));
        _entries.Add(reservation.Id.Value, new(reservation, [.. places.OrderBy(place => ledger.IndexOf(place.Host))]));
    }

    /// <summary>
    /// Gives an instance the first free place of a matching reservation that its group and the host allow; the reservation that ends first is
    /// used first. Null when there is none: then the request is placed like any other.
    /// </summary>
    public HostPlacement? TryUse(ProjectId project, PlacementRequest request, InstanceId instance)
    {
        var ask = PlacementAsk.For(ledger, request);
        var matching = _entries.Values.Where(entry => entry.Matches(project, request))
            .OrderBy(entry => entry.Reservation.Until ?? DateTimeOffset.MaxValue).ThenBy(entry => entry.Reservation.Id.Value, StringComparer.Ordinal);
        foreach (var entry in matching)
        {
            for (var place = 0; place < entry.Places.Length; place++)
            {
                if (entry.Holders[place] is not null || !ConstraintRules.Allow(ledger.View(ledger.IndexOf(entry.Places[place].Host)), ask)) continue;
                entry.Holders[place] = instance;
                _holders.Add(instance, (entry, place));
                return entry.Places[place];
            }
        }

        return null;
    }

    /// <summary>
    /// Ends an instance's use of a place. True when it used one: the room is the reservation's again and must not be released. False when the
    /// room was its own.
    /// </summary>
    public bool TryReturn(InstanceId instance)
    {
        if (!_holders.Remove(instance, out var held)) return false;
        held.Entry.Holders[held.Place] = null;
        return true;
    }

    /// <summary>Ends a reservation: free places are given back, used ones are their instances' own. False for an unknown name.</summary>
    public bool Cancel(ReservationId id)
    {
        if (!_entries.Remove(id.Value, out var entry)) return false;
        for (var place = 0; place < entry.Places.Length; place++)
        {
            if (entry.Holders[place] is { } holder) _holders.Remove(holder);
            else ledger.Release(entry.Places[place]);
        }

        return true;
    }

    /// <summary>Ends every reservation whose time has come; returns their names.</summary>
    public IReadOnlyList<ReservationId> Expire(DateTimeOffset now)
    {
        ReservationId[] due = [.. _entries.Values.Where(entry => entry.Reservation.Until <= now).Select(entry => entry.Reservation.Id)];
        foreach (var id in due) Cancel(id);
        return due;
    }

    private sealed record Entry(Reservation Reservation, HostPlacement[] Places)
    {
        public InstanceId?[] Holders { get; } = new InstanceId?[Places.Length];

        public ReservationUse Use => new(Reservation, Holders.Count(holder => holder is not null), Places);

        public bool Matches(ProjectId project, PlacementRequest request) =>
            project == Reservation.Project && request.Shape == Reservation.Request.Shape
            && request.OverheadMemoryMib == Reservation.Request.OverheadMemoryMib && (request.Zone is null || request.Zone == Reservation.Request.Zone);
    }
}
