using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Pipeline;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Docs;

/// <summary>
/// Two hosts, six guests that come one after another, and the most vCPUs that anybody who knew them all could have placed: every way to place or
/// refuse each, tried out. The worlds are drawn once from a fixed seed.
/// </summary>
internal static class SmallWorlds
{
    public const int Count = 100;

    private static readonly Lazy<(PlacementRequest[] Guests, int Best)[]> Worlds = new(() => [.. Enumerable.Range(0, Count).Select(Draw)]);

    /// <summary>vCPUs that a policy leaves unplaced of the best there is, in percent over all worlds.</summary>
    public static double GapOf(PlacementProfile profile) =>
        100.0 * Worlds.Value.Sum(world => world.Best - Placed(world.Guests, profile)) / Worlds.Value.Sum(world => world.Best);

    /// <summary>The same by world: never negative, or the search missed something.</summary>
    public static IEnumerable<int> Losses(PlacementProfile profile) => Worlds.Value.Select(world => world.Best - Placed(world.Guests, profile));

    private static int Placed(PlacementRequest[] guests, PlacementProfile profile)
    {
        var ledger = NewLedger();
        return Fill(ledger, guests, profile).Sum(placement => placement.Claims.Sum(claim => claim.Vcpus));
    }

    private static CapacityLedger NewLedger() => Ledger(Host("h0"), Host("h1"));

    private static (PlacementRequest[] Guests, int Best) Draw(int world)
    {
        var state = (ulong)world * 7919 + 1;
        int Next(int below)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            return (int)((state >> 33) % (ulong)below);
        }

        var mix = new WorkloadMix([new(new(2, 8192, 0, 1, false), 1), new(new(4, 4096, 0, 1, false), 1), new(new(8, 16_384, 0, 2, false), 1)]);
        var guests = Enumerable.Range(0, 6).Select(number =>
        {
            var parts = 1 + Next(4) / 3;
            return Request((2 + Next(6)) * parts, (2 + Next(12)) * parts, parts) with { Context = new PolicyContext { Sequence = number, Seed = 1, Workload = mix } };
        }).ToArray();
        return (guests, Best(NewLedger(), guests, 0));
    }

    private static int Best(CapacityLedger ledger, PlacementRequest[] guests, int at)
    {
        if (at == guests.Length) return 0;
        var best = Best(ledger, guests, at + 1);
        foreach (var host in ledger.Hosts)
        {
            foreach (var placement in Laws.ExhaustiveSearch.Fewest(ledger, host, guests[at]))
            {
                ledger.Take(placement);
                best = Math.Max(best, guests[at].Shape.Vcpus + Best(ledger, guests, at + 1));
                ledger.Release(placement);
            }
        }

        return best;
    }
}
