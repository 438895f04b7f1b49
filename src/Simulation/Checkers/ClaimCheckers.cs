using Cloud.Domain.Identity;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>What is reserved is nobody else's: every place is free or has an instance, and free places fit beside all that is placed.</summary>
public sealed class ReservedIsKept : ICloudChecker
{
    public string Name => "reserved-is-kept";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        var used = image.Instances.Where(instance => instance.Terms.Reservation is not null).ToLookup(instance => instance.Terms.Reservation!.Value);
        foreach (var reservation in image.Reservations)
        {
            var there = reservation.Free.Count + used[reservation.Id].Count();
            if (there != reservation.Count) yield return $"{reservation.Id} has {there} of {reservation.Count} places";
        }

        if (PlacementChecker.Check(cloud.World.Region, image.Instances).Count > 0) yield break; // Then it is not about reservations.
        foreach (var what in PlacementChecker.Check(cloud.World.Region, image.Instances, image.Reservations.SelectMany(reservation => reservation.Free)))
            yield return $"with what is reserved, {what}";
    }
}

/// <summary>Only spot instances of lower priority are ended for another, and who waits for them holds nothing yet.</summary>
public sealed class OnlySpotIsPreempted : ICloudChecker
{
    public string Name => "only-spot-is-preempted";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        if (image.Preemptions.Count == 0) yield break;
        var instances = image.Instances.ToDictionary(instance => instance.Id);
        foreach (var preemption in image.Preemptions)
        {
            if (!instances.TryGetValue(preemption.Instance, out var waiting)) yield return $"{preemption.Instance} waits for room and is not stored";
            else if (waiting.Placement.Claims.Count > 0) yield return $"{preemption.Instance} waits for room that it has";
            foreach (var (id, _) in preemption.Victims)
            {
                if (!instances.TryGetValue(id, out var victim)) continue;
                if (!victim.Terms.IsSpot) yield return $"{id} is ended for {preemption.Instance} and is not spot";
                if (victim.Terms.Priority >= preemption.Priority) yield return $"{id} of priority {victim.Terms.Priority} is ended for {preemption.Instance} of priority {preemption.Priority}";
            }
        }
    }
}

/// <summary>The writer's reservations and preemptions are those that are stored.</summary>
public sealed class ClaimsAreWhatIsStored : ICloudChecker
{
    public string Name => "claims-are-what-is-stored";

    public CheckTime Time => CheckTime.Always;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        var stored = image.Reservations.Select(reservation => (reservation.Id, reservation.Version, reservation.Free.Count));
        if (!stored.SequenceEqual(cloud.State.Reservations.All.Select(reservation => (reservation.Id, reservation.Version, reservation.Free.Count))))
            yield return $"{image.Reservations.Count} reservations are stored, and others are in memory";
        if (!image.Preemptions.Select(Key).SequenceEqual(cloud.State.Preemptions.All.Select(Key)))
            yield return $"{image.Preemptions.Count} preemptions are stored, and others are in memory";
    }

    private static (InstanceId, int, DateTimeOffset) Key(ControlPlane.Iaas.Preemptions.PreemptionRecord preemption) =>
        (preemption.Instance, preemption.Victims.Count, preemption.Due);
}
