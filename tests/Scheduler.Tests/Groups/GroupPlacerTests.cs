using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Groups;

public sealed class GroupPlacerTests
{
    [Fact]
    public void Place_MoreMembersThanRacks_SaysHowManyFitAndWhatStopsTheNext()
    {
        var ledger = GroupWorld.Racks(2);
        var table = new GroupTable(ledger.Domains);
        var before = World.State(ledger);
        var request = GroupRequest.Of(GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Rack)), World.Request(1, 1), 3);

        var decision = GroupPlacer.Place(ledger, table, request, PlacementProfiles.Spread);
        Assert.Null(decision.Placements);
        Assert.True(decision.IsProven);
        Assert.Equal("2 of 3 members fit; member 2 does not: KeepsAntiAffinity refuses 4 hosts, nearest: rack r1 already has 1 of 1 members.", decision.Partial!.Summary(3));
        Assert.Equal([0, 1], decision.Partial.Members);
        Assert.Equal(before, World.State(ledger));
        Assert.Equal(0, table.Count(request.Group.Id));
    }

    [Fact]
    public void Place_NumaNodeTooSmallForTheLastMember_NamesIt()
    {
        var ledger = GroupWorld.Racks(1, 1); // two NUMA nodes of 8 threads
        var request = GroupRequest.Of(GroupWorld.Group(GroupRule.Affinity(DomainLevel.Host)), World.Request(5, 1), 3);
        var decision = GroupPlacer.Place(ledger, new(ledger.Domains), request, PlacementProfiles.Pack);
        Assert.Equal("2 of 3 members fit; member 2 does not: FitsVcpus refuses 1 host, nearest: 2 vCPUs missing on h0 NUMA node 0.", decision.Partial!.Summary(3));
    }

    [Fact]
    public void Place_BestFirstHostTooSmallForTheGroup_TakesTheNext()
    {
        // Packing puts the first member on h0, which has room for two more vCPUs only: all four fit on h1.
        var ledger = GroupWorld.Racks(2, 1);
        ledger.Take(World.On("h0", World.Shared(0, 6, 1), World.Shared(1, 8, 1)));
        var request = GroupRequest.Of(GroupWorld.Group(GroupRule.Affinity(DomainLevel.Rack)), World.Request(2, 1), 4);
        Assert.Equal("h0", PlacementPipeline.Place(ledger, World.Request(2, 1), PlacementProfiles.Pack).Placement!.Host.Value);
        var decision = GroupPlacer.Place(ledger, new(ledger.Domains), request, PlacementProfiles.Pack);
        Assert.All(decision.Placements!, placement => Assert.Equal("h1", placement.Host.Value));
    }

    [Fact]
    public void Place_NoEffortAllowed_DoesNotClaimProof()
    {
        var ledger = GroupWorld.Racks(2, 1);
        ledger.Take(World.On("h0", World.Shared(0, 6, 1), World.Shared(1, 8, 1)));
        var request = GroupRequest.Of(GroupWorld.Group(GroupRule.Affinity(DomainLevel.Rack)), World.Request(2, 1), 4);
        var decision = GroupPlacer.Place(ledger, new(ledger.Domains), request, PlacementProfiles.Pack, maxLooks: 0);
        Assert.False(decision.IsProven);
        Assert.Equal([0], decision.Partial!.Members);
    }

    [Fact]
    public void Place_SmallWorlds_FitsExactlyWhenExhaustiveSearchFindsAnArrangement()
    {
        var (fitting, refused) = (0, 0);
        GenCase.Sample((hosts, load, rules, members) =>
        {
            var ledger = World.Ledger(hosts);
            World.Fill(ledger, load, PlacementProfiles.Spread);
            var table = new GroupTable(ledger.Domains);
            var request = new GroupRequest(GroupWorld.Group(rules), members);
            var before = World.State(ledger);

            var decision = GroupPlacer.Place(ledger, table, request, PlacementProfiles.Pack, maxLooks: 10_000_000);
            Assert.True(decision.IsProven);
            Assert.Equal(Exists(ledger, request, 0, []), decision.Placements is not null);
            Assert.Equal(before, World.State(ledger));
            Assert.Equal(0, table.Count(request.Group.Id));
            if (decision.Placements is { } all)
            {
                CheckTogether(ledger, request, Enumerable.Range(0, members.Length).ToList(), all);
                Interlocked.Increment(ref fitting);
                return;
            }

            Interlocked.Increment(ref refused);
            var partial = decision.Partial!;
            Assert.DoesNotContain(partial.Blocked, partial.Members);
            CheckTogether(ledger, request, partial.Members, partial.Placements);
        }, iter: 2000);
        Assert.True(fitting > 200 && refused > 200, $"{fitting} fit and {refused} do not: one side is not tested");
    }

    [Fact]
    public void Place_WithAnIndex_AnswersTheSame() => GenCase.Sample((hosts, load, rules, members) =>
    {
        var profile = PlacementProfiles.Pack;
        Assert.True(profile.IsIndexable);
        var ledger = World.Ledger(hosts);
        World.Fill(ledger, load, profile);
        var table = new GroupTable(ledger.Domains);
        var index = new PlacementIndex(ledger, profile);
        var request = new GroupRequest(GroupWorld.Group(rules), members);
        var scanned = GroupPlacer.Place(ledger, table, request, profile);
        var indexed = GroupPlacer.Place(ledger, table, request, profile, index: index);
        Assert.Equal(Json(scanned with { Effort = 0 }), Json(indexed with { Effort = 0 }));
    }, iter: 500);

    private static string Json(GroupDecision decision) => System.Text.Json.JsonSerializer.Serialize(decision);

    /// <summary>Hosts with two or three small NUMA nodes, in two to four racks.</summary>
    private static readonly Gen<(HostDescription[], PlacementRequest[], GroupRule[], GroupMember[])> GenCase =
        Gen.Select(
            Gen.Select(Gen.Int[1, 2], Gen.Int[2, 6], (cores, memory) => new NumaNodeDescription(cores, 2, memory * 1024)).Array[2, 3].Array[2, 4],
            Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], (vcpus, gib) => World.Request(vcpus, gib)).Array[0, 3],
            GroupWorld.GenRule.Array[1, 2],
            Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 1], (vcpus, gib, numaNodes, partition) =>
                new GroupMember(World.Request(vcpus * numaNodes, gib * numaNodes, numaNodes), partition)).Array[2, 4],
            (numaNodes, load, rules, members) => (
                GroupWorld.Hosts(numaNodes.Length, 1).Select((host, index) => host with { NumaNodes = numaNodes[index], Rack = $"r{index / 2}", Zone = new("z1") }).ToArray(),
                load, rules, members));

    private static bool Exists(CapacityLedger ledger, GroupRequest request, int member, List<(int Host, int Partition)> where)
    {
        if (member == request.Members.Count) return RuleOracle.Stands(ledger.Hosts, request.Group, where);
        var (asked, partition) = request.Members[member];
        for (var host = 0; host < ledger.Hosts.Count; host++)
        {
            foreach (var placement in Placements(ledger.Hosts[host], asked.Shape).Where(ledger.Fits))
            {
                ledger.Take(placement);
                where.Add((host, partition));
                var exists = Exists(ledger, request, member + 1, where);
                where.RemoveAt(where.Count - 1);
                ledger.Release(placement);
                if (exists) return true;
            }
        }

        return false;
    }

    private static IEnumerable<HostPlacement> Placements(HostDescription host, InstanceShape shape)
    {
        for (var nodes = 1u; nodes < 1u << host.NumaNodes.Count; nodes++)
        {
            if (BitOperations.PopCount(nodes) != shape.NumaNodes) continue;
            var claims = Enumerable.Range(0, host.NumaNodes.Count).Where(numa => (nodes >> numa & 1) != 0)
                .Select(numa => new NumaClaim(numa, shape.Vcpus / shape.NumaNodes, shape.MemoryMib / shape.NumaNodes, []));
            yield return new(host.Id, 0, [.. claims]);
        }
    }

    private static void CheckTogether(CapacityLedger ledger, GroupRequest request, IReadOnlyList<int> members, IReadOnlyList<HostPlacement> placements)
    {
        foreach (var placement in placements) ledger.Take(placement);
        var where = members.Zip(placements, (member, placement) => (ledger.IndexOf(placement.Host), request.Members[member].Partition)).ToList();
        Assert.True(RuleOracle.Stands(ledger.Hosts, request.Group, where));
        foreach (var (member, placement) in members.Zip(placements))
            Assert.Equal(request.Members[member].Request.Shape.Vcpus, placement.Claims.Sum(claim => claim.Vcpus));
        foreach (var placement in placements) ledger.Release(placement);
    }
}
