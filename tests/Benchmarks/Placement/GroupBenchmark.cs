using System.Diagnostics;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Cloud.Scheduler.Rebalancing;
using Cloud.Scheduler.Residents;

namespace Cloud.Benchmarks.Placement;

/// <summary>Atomic groups with and without the index, and how long plans take: preemption, consolidation, drain.</summary>
internal static class GroupBenchmark
{
    private const int HostsPerRack = 20;
    private const int GuestsPerHost = 8;
    private static readonly Dictionary<string, PoolPolicy> Pools = new() { ["p"] = new("p", 1, 1, false) };

    public static void Run()
    {
        Console.WriteLine($"{"hosts",8} {"index",6} {"groups of 5 in 5 racks per s",30}");
        Groups(100, indexed: true, say: false); // compiles
        foreach (var hosts in new[] { 1_000, 10_000 })
        {
            Groups(hosts, indexed: true);
            Groups(hosts, indexed: false);
        }

        Console.WriteLine($"{"hosts",8} {"guests",8} {"plan",12} {"ms",10} {"steps",6}  result");
        foreach (var hosts in new[] { 200, 1_000 }) Plans(hosts);
    }

    private static void Groups(int hosts, bool indexed, bool say = true)
    {
        var world = World(hosts, spot: false);
        var index = new PlacementIndex(world.Ledger, PlacementProfiles.Pack);
        var group = new PlacementGroup(new("g"), GroupRule.AntiAffinity(DomainLevel.Rack));
        var request = GroupRequest.Of(group, new(new(2, 4096, 0, 1, CpuPolicy.Shared), 0), 5);
        var rounds = indexed ? 4_000 : 400_000 / hosts;
        for (var round = 0; round < rounds; round++) Once();
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++) Once();
        if (say) Console.WriteLine(FormattableString.Invariant($"{hosts,8} {(indexed ? "yes" : "no"),6} {rounds / Stopwatch.GetElapsedTime(start).TotalSeconds,30:0}"));

        void Once()
        {
            if (GroupPlacer.Place(world.Ledger, world.Groups, request, PlacementProfiles.Pack, index: indexed ? index : null).Placements is null)
                throw new InvalidOperationException("There is room for the group.");
        }
    }

    private static void Plans(int hosts)
    {
        var world = World(hosts, spot: true);
        Time("consolidate", () => Plan(world, new(RebalancingGoal.Consolidate)));
        Time("defragment", () => Plan(world, new(RebalancingGoal.Defragment) { Guest = new(24, 24 * 1024, 0, 1, false) }));
        Time("drain", () => Plan(world, new(RebalancingGoal.Drain) { Hosts = [world.Ledger.Hosts[0].Id] }));
        Time("preempt", () => PreemptionPlanner.Plan(world, new(new(32, 8192, 0, 1, CpuPolicy.Shared), 0), 9, PlacementProfiles.Pack) is { Plan: { } plan }
            ? (1, $"{plan.Victims.Count} victims")
            : (0, "none"));

        void Time(string name, Func<(int Steps, string Words)> plan)
        {
            var start = Stopwatch.GetTimestamp();
            var (steps, words) = plan();
            Console.WriteLine(FormattableString.Invariant(
                $"{hosts,8} {hosts * GuestsPerHost,8} {name,12} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,10:0.0} {steps,6}  {words}"));
        }
    }

    private static (int Steps, string Words) Plan(ResidentWorld world, RebalancingOrder order)
    {
        var plan = RebalancingPlanner.Plan(world, order, new() { MaxMoves = 100 }, PlacementProfiles.Pack);
        return (plan.Steps.Count, $"in use {plan.Before.HostsInUse} -> {plan.After.HostsInUse}, slots {plan.Before.Slots} -> {plan.After.Slots}, stopped by {plan.StoppedBy ?? "nothing"}");
    }

    /// <summary>Two NUMA nodes of 40 cores and 90 GiB, each host with eight guests of 2, 4 or 8 vCPUs: about half full.</summary>
    private static ResidentWorld World(int hosts, bool spot)
    {
        var numaNode = new NumaNodeDescription(40, 1, 90 * 1024);
        var descriptions = Enumerable.Range(0, hosts)
            .Select(host => new HostDescription(new($"h{host}"), new("z"), $"r{host / HostsPerRack}", "bench", "nps1", "p", [numaNode, numaNode], 0)).ToList();
        var residents = Enumerable.Range(0, hosts * GuestsPerHost).Select(number =>
        {
            var vcpus = 2 << (number * 7 + number / GuestsPerHost) % 3;
            var shape = new InstanceShape(vcpus, 2048L * vcpus, 0, 1, CpuPolicy.Shared);
            return new Resident(
                new InstanceId(new Guid(number, 0, 0, new byte[8])), new PlacementRequest(shape, 0),
                new(descriptions[number / GuestsPerHost].Id, 0, [new(number % 2, vcpus, shape.MemoryMib, [])]))
            {
                IsSpot = spot,
                LostWorkSeconds = number % 1000,
            };
        });
        return new(descriptions, Pools, residents, []);
    }
}
