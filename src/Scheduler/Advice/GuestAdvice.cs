using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// Whether one guest that leaves, one that moves, or spot guests that stop would make room, and which. Tried on a copy of the nearest hosts
/// only, so that a refusal in a large cell stays cheap; what it names was tried and did make room.
/// </summary>
public static class GuestAdvice
{
    /// <summary>Hosts that are looked at: those of which least has to become free.</summary>
    public const int MaxHosts = 8;

    /// <summary>Guests for which a new place is sought, smallest first.</summary>
    public const int MaxMoves = 16;

    /// <summary>Sets of victims tried for preemption.</summary>
    private const int MaxVictimSets = 2_000;

    /// <param name="ledger">The cell as it is.</param>
    /// <param name="pools">Overcommit by pool name.</param>
    /// <param name="request">What was refused.</param>
    /// <param name="priority">Its priority: only spot guests below it may be stopped.</param>
    /// <param name="profile">The profile that refused it.</param>
    /// <param name="residentsOn">Everyone who is on some hosts.</param>
    /// <param name="hold">Takes what else is held on the hosts of a copy: reserved places. Nobody can leave those.</param>
    public static IReadOnlyList<PlacementAdvice> Of(
        CapacityLedger ledger, IReadOnlyDictionary<string, PoolPolicy> pools, PlacementRequest request, int priority, PlacementProfile profile,
        Func<IReadOnlySet<HostId>, IEnumerable<Resident>> residentsOn, Action<ResidentWorld>? hold = null)
    {
        var ask = PlacementAsk.For(ledger, request);
        var rules = new Rules(profile);
        List<int> nearest = [.. NearestWait.Hosts(ledger, ask, rules, MaxHosts).Select(found => found.Host).Where(host => rules.PassesOwn(ledger.View(host), ask))];
        if (nearest.Count == 0) return [];
        HostDescription[] hosts = [.. nearest.Select(host => ledger.Hosts[host])];
        var world = new ResidentWorld(hosts, pools, residentsOn(hosts.Select(host => host.Id).ToHashSet()), []);
        hold?.Invoke(world);
        // A host whose overcommit has shrunk is not as its copy: nothing is said about it.
        bool[] isAlike = [.. hosts.Select(host => ledger.Use(host.Id).NumaNodes.SequenceEqual(world.Ledger.Use(host.Id).NumaNodes))];
        var alone = request with { Group = null };
        var helpful = Helpful(world, isAlike, alone, rules);
        var advice = new List<PlacementAdvice>();
        if (helpful.Count > 0) advice.Add(new(AdviceKind.Leave) { Guests = [Step(helpful[0], to: null)] });
        if (Move(ledger, helpful, profile) is { } move) advice.Add(move);
        if (Array.TrueForAll(isAlike, alike => alike) && Preempt(world, alone, priority, profile) is { } preempt) advice.Add(preempt);
        return advice;
    }

    /// <summary>Every single guest without whom the request fits on its host, least memory first.</summary>
    private static List<Resident> Helpful(ResidentWorld world, bool[] isAlike, PlacementRequest request, Rules rules)
    {
        var ask = PlacementAsk.For(world.Ledger, request);
        var helpful = new List<Resident>();
        for (var host = 0; host < isAlike.Length; host++)
        {
            if (!isAlike[host]) continue;
            foreach (var resident in world.On(host).ToList())
            {
                world.Ledger.Release(resident.Placement);
                if (rules.Parts(world.Ledger.View(host), ask) > 0) helpful.Add(resident);
                world.Ledger.Take(resident.Placement);
            }
        }

        return [.. helpful.OrderBy(resident => resident.Request.Shape.MemoryMib).ThenBy(resident => resident.Request.Shape.Vcpus).ThenBy(resident => resident.Id)];
    }

    /// <summary>The smallest helpful guest that another host of the cell takes as things are.</summary>
    private static PlacementAdvice? Move(CapacityLedger ledger, List<Resident> helpful, PlacementProfile profile)
    {
        var rules = new Rules(profile);
        foreach (var resident in helpful.Where(resident => resident.Obstacles.Count == 0 && resident.Group is null).Take(MaxMoves))
        {
            var ask = PlacementAsk.For(ledger, resident.Request);
            var from = ledger.IndexOf(resident.Placement.Host);
            for (var host = 0; host < ledger.Hosts.Count; host++)
            {
                if (host == from || rules.Parts(ledger.View(host), ask) == 0) continue;
                return new(AdviceKind.Move) { Guests = [Step(resident, ledger.Hosts[host].Id)] };
            }
        }

        return null;
    }

    private static PlacementAdvice? Preempt(ResidentWorld world, PlacementRequest request, int priority, PlacementProfile profile)
    {
        if (PreemptionPlanner.Plan(world, request, priority, profile, MaxVictimSets).Plan is not { Victims: { Count: > 0 and <= PlacementAdvice.MaxGuests } victims } plan)
            return null;
        return new(AdviceKind.Preempt) { Guests = [.. victims.Select(victim => Step(victim, to: null))], Cost = plan.Cost };
    }

    private static GuestStep Step(Resident resident, HostId? to) =>
        new(resident.Id, resident.Placement.Host, to, resident.Request.Shape.Vcpus, resident.Request.Shape.MemoryMib);
}
