using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Capacity;

/// <summary>Random placing and releasing, with every sum and limit recomputed from the placements alone.</summary>
public sealed class LedgerInvariantTests
{
    private static readonly Gen<(HostDescription[] Hosts, (PlacementRequest Request, int Release, bool Spread)[] Steps)> GenRun =
        Gen.Select(World.GenHosts(4), Gen.Select(World.GenRequest, Gen.Int[0, 30], Gen.Bool).Array[1, 40]);

    [Fact]
    public void TakeAndRelease_AnySequence_KeepsSumsAndLimits() => GenRun.Sample(run =>
    {
        var ledger = World.Ledger(run.Hosts);
        var held = new List<HostPlacement>();
        foreach (var step in run.Steps)
        {
            var profile = step.Spread ? PlacementProfiles.Spread : PlacementProfiles.Pack;
            held.AddRange(World.Fill(ledger, [step.Request], profile));
            Check(ledger, held);
            if (step.Release >= held.Count) continue;
            ledger.Release(held[step.Release]);
            held.RemoveAt(step.Release);
            Check(ledger, held);
        }
    });

    [Fact]
    public void Release_InAnyOrder_IsTheExactInverse() =>
        Gen.Select(World.GenHosts(3), World.GenRequest.Array[1, 20], World.GenRequest.Array[0, 10], Gen.Int[0, 1000]).Sample((hosts, first, second, order) =>
        {
            var ledger = World.Ledger(hosts);
            World.Fill(ledger, first, PlacementProfiles.Spread);
            var before = World.State(ledger);
            var added = World.Fill(ledger, second, PlacementProfiles.Pack);
            for (; added.Count > 0; added.RemoveAt(order % added.Count)) ledger.Release(added[order % added.Count]);
            Assert.Equal(before, World.State(ledger));
        });

    [Fact]
    public void Take_HeldPlacementsInAnyOrder_RebuildsTheSameLedger() =>
        Gen.Select(World.GenHosts(3), World.GenRequest.Array[1, 25], Gen.Int[0, 1000]).Sample((hosts, requests, order) =>
        {
            var ledger = World.Ledger(hosts);
            var held = World.Fill(ledger, requests, PlacementProfiles.Spread);
            var expected = World.State(ledger);
            var rebuilt = World.Ledger(hosts);
            for (; held.Count > 0; held.RemoveAt(order % held.Count)) rebuilt.Take(held[order % held.Count]);
            Assert.Equal(expected, World.State(rebuilt));
        });

    private static void Check(CapacityLedger ledger, List<HostPlacement> held)
    {
        foreach (var host in ledger.Hosts)
        {
            var here = held.Where(placement => placement.Host == host.Id).ToList();
            var use = ledger.Use(host.Id);
            Assert.Equal(here.Count, use.Instances);
            Assert.Equal(here.Sum(placement => placement.DiskGib), use.DiskUsedGib);
            Assert.True(use.DiskUsedGib <= host.DiskGib);
            for (var numa = 0; numa < host.NumaNodes.Count; numa++)
            {
                var claims = here.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == numa).ToList();
                Check(World.Pools[host.Pool], host.NumaNodes[numa], use.NumaNodes[numa], claims);
            }
        }
    }

    private static void Check(PoolPolicy pool, NumaNodeDescription numa, NumaUse use, List<NumaClaim> claims)
    {
        var shared = claims.Where(claim => claim.Cores.Count == 0).ToList();
        var cores = claims.SelectMany(claim => claim.Cores).ToList();
        var open = numa.Threads - cores.Count * numa.ThreadsPerCore;
        Assert.Equal(cores.Count, cores.Distinct().Count());
        Assert.All(cores, core => Assert.InRange(core, 0, numa.Cores - 1));
        Assert.All(shared, claim => Assert.True(claim.Vcpus <= open, "a guest overcommits against itself"));
        Assert.All(claims, claim => Assert.True(claim.MemoryMib <= numa.MemoryMib));
        Assert.All(
            claims.Where(claim => claim.Cores.Count > 0),
            claim => Assert.Equal((int)Math.Ceiling(claim.Vcpus / (double)numa.ThreadsPerCore), claim.Cores.Count));
        // The ratios of the test pools are exact in binary, so this floor needs no care.
        Assert.Equal(
            new NumaUse(
                use.NumaNode, shared.Sum(claim => claim.Vcpus), (int)Math.Floor(open * pool.CpuRatio), cores.Count, numa.Cores,
                claims.Sum(claim => claim.MemoryMib), (long)Math.Floor(numa.MemoryMib * pool.MemoryRatio)),
            use);
        Assert.True(use.VcpusUsed <= use.VcpusCapacity);
        Assert.True(use.MemoryUsedMib <= use.MemoryCapacityMib);
    }
}
