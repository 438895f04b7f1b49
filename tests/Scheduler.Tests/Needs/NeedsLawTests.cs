using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;

namespace Cloud.Scheduler.Tests.Needs;

/// <summary>Random worlds with needs of every form: the ledger against sums, against its own past, and against exhaustive search.</summary>
public sealed class NeedsLawTests
{
    private static readonly PlacementProfile[] Profiles = [PlacementProfiles.Spread, PlacementProfiles.Pack];

    [Fact]
    public void TakeAndRelease_AnySequence_KeepsEverySumAndLimit() =>
        Gen.Select(NeedsWorld.GenHosts(3), Gen.Select(NeedsWorld.GenAny, Gen.Int[0, 30], Gen.Int[0, 1]).Array[1, 30]).Sample((hosts, steps) =>
        {
            var ledger = World.Ledger(hosts);
            var held = new List<HostPlacement>();
            foreach (var (request, release, profile) in steps)
            {
                held.AddRange(World.Fill(ledger, [request], Profiles[profile]));
                Check(ledger, held);
                if (release >= held.Count) continue;
                ledger.Release(held[release]);
                held.RemoveAt(release);
                Check(ledger, held);
            }
        });

    [Fact]
    public void Release_InAnyOrder_IsTheExactInverseToTheLastBit() =>
        Gen.Select(NeedsWorld.GenHosts(3), NeedsWorld.GenAny.Array[0, 12], NeedsWorld.GenAny.Array[1, 10], Gen.Int[0, 1000]).Sample((hosts, first, second, order) =>
        {
            var (ledger, before) = (World.Ledger(hosts), World.Ledger(hosts));
            foreach (var placement in World.Fill(ledger, first, PlacementProfiles.Spread)) before.Take(placement);
            Assert.True(ledger.IsSame(before));
            var added = World.Fill(ledger, second, PlacementProfiles.Pack);
            Assert.Equal(added.Count == 0, ledger.IsSame(before));
            for (; added.Count > 0; added.RemoveAt(order % added.Count)) ledger.Release(added[order % added.Count]);
            Assert.True(ledger.IsSame(before));
        });

    [Fact]
    public void Take_HeldPlacementsInAnyOrder_RebuildsTheSameLedger() =>
        Gen.Select(NeedsWorld.GenHosts(3), NeedsWorld.GenAny.Array[1, 20], Gen.Int[0, 1000]).Sample((hosts, requests, order) =>
        {
            var (ledger, rebuilt) = (World.Ledger(hosts), World.Ledger(hosts));
            var held = World.Fill(ledger, requests, PlacementProfiles.Pack);
            for (; held.Count > 0; held.RemoveAt(order % held.Count)) rebuilt.Take(held[order % held.Count]);
            Assert.True(ledger.IsSame(rebuilt));
        });

    [Fact]
    public void Parts_RandomWorld_IsWhatExhaustiveSearchFinds() =>
        Compare(Gen.Select(NeedsWorld.GenHosts(2), NeedsWorld.GenAny.Array[0, 8], NeedsWorld.GenAny.Array[1, 4]), iterations: 400, atLeast: 30);

    [Fact]
    public void Parts_CoresAndThreads_AreWhatExhaustiveSearchFinds() => Compare(NeedsWorld.GenCpuWorld, iterations: 2_000, atLeast: 1_000);

    [Fact]
    public void Parts_Devices_AreWhatExhaustiveSearchFinds() => Compare(NeedsWorld.GenDeviceWorld, iterations: 1_000, atLeast: 500);

    private static void Compare(Gen<(HostDescription[] Hosts, PlacementRequest[] Load, PlacementRequest[] Asked)> worlds, int iterations, int atLeast)
    {
        var (fitting, refused) = (0, 0);
        worlds.Sample(world =>
        {
            var ledger = World.Ledger(world.Hosts);
            var held = World.Fill(ledger, world.Load, PlacementProfiles.Spread);
            foreach (var request in world.Asked)
            {
                var ask = PlacementAsk.For(ledger, request with { Zone = null });
                for (var host = 0; host < world.Hosts.Length; host++)
                {
                    var expected = new NeedsOracle(world.Hosts[host], held).Fits(request);
                    Assert.Equal(expected, NumaFitter.Parts(ledger.View(host), ask) > 0);
                    if (expected) Interlocked.Increment(ref fitting);
                    else Interlocked.Increment(ref refused);
                }
            }
        }, iter: iterations);
        Assert.True(fitting > atLeast && refused > atLeast, $"{fitting} fit and {refused} do not: the worlds say too little.");
    }

    [Fact]
    public void Rules_RandomWorld_SayTogetherWhatTheFitterSays() =>
        Gen.Select(NeedsWorld.GenHosts(2), NeedsWorld.GenAny.Array[0, 8], NeedsWorld.GenRequest).Sample((hosts, load, request) =>
        {
            var ledger = World.Ledger(hosts);
            World.Fill(ledger, load, PlacementProfiles.Spread);
            var ask = PlacementAsk.For(ledger, request);
            for (var host = 0; host < hosts.Length; host++)
            {
                var view = ledger.View(host);
                var refusing = CapacityRules.All.FirstOrDefault(rule => !rule.Passes(view, ask));
                Assert.Equal(refusing is null, NumaFitter.Parts(view, ask) > 0);
                if (refusing?.Shortfall(view, ask) is { Resource: not null } miss) Assert.True(miss.Missing > 0 && miss.Needed >= miss.Missing, $"{refusing.Name}: {miss}");
            }
        });

    [Fact]
    public void Rules_AfterFreeing_NeverTurnYesIntoNo() =>
        Gen.Select(NeedsWorld.GenHosts(2), NeedsWorld.GenAny.Array[1, 12], NeedsWorld.GenRequest, Gen.Int[0, 1000]).Sample((hosts, load, request, victim) =>
        {
            var ledger = World.Ledger(hosts);
            var held = World.Fill(ledger, load, PlacementProfiles.Pack);
            if (held.Count == 0) return;
            var ask = PlacementAsk.For(ledger, request);
            bool[] Answers() => [.. Enumerable.Range(0, hosts.Length).SelectMany(host => CapacityRules.All.Select(rule => rule.Passes(ledger.View(host), ask)))];
            var before = Answers();
            ledger.Release(held[victim % held.Count]);
            Assert.All(before.Zip(Answers()), pair => Assert.True(!pair.First || pair.Second));
        });

    [Fact]
    public void Place_HostsInAnotherOrder_FitsOnAsMany() =>
        Gen.Select(NeedsWorld.GenHosts(4), NeedsWorld.GenAny.Array[0, 10], NeedsWorld.GenRequest).Sample((hosts, load, request) =>
        {
            var (ledger, reversed) = (World.Ledger(hosts), World.Ledger([.. hosts.Reverse()]));
            foreach (var placement in World.Fill(ledger, load, PlacementProfiles.Pack)) reversed.Take(placement);
            var (one, other) = (PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack), PlacementPipeline.Place(reversed, request, PlacementProfiles.Pack));
            Assert.Equal(one.Explanation.HostsFitting, other.Explanation.HostsFitting);
            Assert.Equal(one.Explanation.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts)), other.Explanation.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts)));
        });

    [Fact]
    public void Index_RandomWorld_ChoosesWhatTheScanChooses() =>
        Gen.Select(NeedsWorld.GenHosts(4), NeedsWorld.GenAny.Array[1, 12]).Sample((hosts, requests) =>
        {
            var profile = Policies.Indexable["every Absolute"];
            var ledger = World.Ledger(hosts);
            var index = new PlacementIndex(ledger, profile);
            foreach (var request in requests)
            {
                var choice = index.Choose(request);
                var expected = PlacementPipeline.Place(ledger, request, profile).Placement;
                Assert.Equal(expected is null, !choice.Found);
                if (expected is null) continue;
                Assert.True(expected.IsSame(index.PlacementOf(request, choice)));
                index.Take(request, choice);
            }
        });

    private static void Check(CapacityLedger ledger, List<HostPlacement> held)
    {
        foreach (var host in ledger.Hosts)
        {
            var here = held.Where(placement => placement.Host == host.Id).ToList();
            var use = ledger.Use(host.Id);
            Assert.Equal((here.Count, here.Sum(placement => placement.DiskGib)), (use.Instances, use.DiskUsedGib));
            for (var numa = 0; numa < host.NumaNodes.Count; numa++)
                Check(World.Pools[host.Pool], host.NumaNodes[numa], use.NumaNodes[numa], [.. here.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == numa)]);
            Check(host.Features, use.Features, here);
        }
    }

    private static void Check(PoolPolicy pool, NumaNodeDescription numa, NumaUse use, List<NumaClaim> claims)
    {
        var cores = claims.SelectMany(claim => claim.Cores).ToList();
        var open = (numa.Cores - cores.Count) * numa.ThreadsPerCore;
        Assert.Equal(cores.Count, cores.Distinct().Count());
        Assert.All(claims, claim => Assert.True(claim.SharedVcpus <= open, "a guest overcommits against itself"));
        Assert.All(claims.Where(claim => claim.Detail is not null && claim.Cores.Count > 0), claim =>
            Assert.Equal((claim.DedicatedVcpus, claim.Cores.Count), (claim.Detail!.Threads.Count, claim.Detail.Threads.Select(thread => thread / numa.ThreadsPerCore).Distinct().Count())));
        long Pages(PageSize size) => claims.Where(claim => claim.Detail?.PageSize == size).Sum(claim => claim.Detail!.Pages);
        Assert.Equal((Pages(PageSize.Large2M), Pages(PageSize.Huge1G)), (use.Pages2MUsed, use.Pages1GUsed));
        Assert.Equal((claims.Sum(claim => claim.SharedVcpus), cores.Count, claims.Sum(claim => claim.SmallMib)), (use.VcpusUsed, use.CoresDedicated, use.MemoryUsedMib));
        Assert.True(use.Pages2MUsed <= numa.Pages2M && use.Pages1GUsed <= numa.Pages1G);
        Assert.True(use.VcpusUsed <= (int)Math.Floor(open * pool.CpuRatio) && use.MemoryUsedMib <= (long)Math.Floor(numa.MemoryMib * pool.MemoryRatio));
    }

    private static void Check(HostFeatures features, FeatureUse? use, List<HostPlacement> here)
    {
        if (use is null) return;
        Assert.Equal((here.Sum(placement => placement.Extras?.NetworkMbps ?? 0), here.Count(placement => placement.Extras?.ConfidentialKey == true)), (use.NetworkUsedMbps, use.KeysUsed));
        Assert.True(use.NetworkUsedMbps <= features.NetworkMbps && use.KeysUsed <= features.ConfidentialGuests);
        foreach (var device in use.Devices)
        {
            var claims = here.SelectMany(placement => placement.Extras?.Devices ?? []).Where(claim => claim.Device == device.Device.Name).ToList();
            var functions = claims.SelectMany(claim => claim.Functions).ToList();
            Assert.Equal(claims.Sum(claim => claim.Units), device.UnitsUsed);
            Assert.True(device.UnitsUsed <= device.Device.Units && functions.Count == functions.Distinct().Count());
            Assert.Equal(device.Device.Kind == DeviceKind.Nic ? device.UnitsUsed : 0, functions.Count);
        }
    }
}
