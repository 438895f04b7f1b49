using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Groups;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;

namespace Cloud.Scheduler.Tests.Index;

/// <summary>
/// Members of groups with any rules, hard and soft, go where the scan would put them and hear every word that it would say, after any history.
/// <c>CLOUD_INDEX_STEPS</c> sets the number of steps of the long runs, as for <see cref="IndexEqualsScanTests"/>.
/// </summary>
public sealed class GroupEngineTests
{
    private static int Steps => int.TryParse(Environment.GetEnvironmentVariable("CLOUD_INDEX_STEPS"), out var steps) ? steps : 20_000;

    /// <summary>What, of which group (0 for none), partition, what else happens.</summary>
    private static readonly Gen<(int Request, int Group, int Partition, int Event)[]> GenSteps =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 9]).Array[1, 40];

    [Theory, MemberData(nameof(IndexEqualsScanTests.Indexable), MemberType = typeof(IndexEqualsScanTests))]
    public void Place_MembersOfGroups_SaysEveryWordOfTheScan(string name) =>
        Gen.Select(GroupWorld.GenHosts(24), World.GenRequest.Array[4], GroupWorld.GenRule.Array[1, 4], GroupWorld.GenRule.Array[1, 3], GenSteps).Sample((hosts, requests, first, second, steps) =>
        {
            var world = new GroupHistory(hosts, Policies.Indexable[name], first, second);
            foreach (var step in steps) world.Step(requests[step.Request], step.Group, step.Partition, step.Event);
        }, iter: 60);

    [Theory, MemberData(nameof(IndexEqualsScanTests.Indexable), MemberType = typeof(IndexEqualsScanTests))]
    public void Choose_LongRun_NeverDriftsFromTheScan(string name)
    {
        var profile = Policies.Indexable[name];
        var run = new LongRun(300, seed: 11);
        var ledger = new CapacityLedger([.. run.Hosts.Select((host, index) => host with { Rack = $"r{index / 10}" })], World.Pools);
        var index = new PlacementIndex(ledger, profile, mostClasses: 12);
        var book = new LongRunGroups(ledger, run);
        var best = new int[4];
        for (var step = 0; step < Steps / Policies.Indexable.Count; step++)
        {
            var request = book.NextRequest(run.NextRequest());
            if (!index.Follows(request)) continue;
            var choice = index.Choose(request);
            Assert.Equal(LongRun.Scan(ledger, request, profile), choice);
            Assert.Equal(choice.Host, index.Rank(request, best) == 0 ? -1 : best[0]);
            book.Step(index, request, choice);
        }
    }

    [Fact]
    public void Place_WishToBeApart_FillsEmptyRacksFirstThenTheProfile()
    {
        var ledger = GroupWorld.Racks(3);
        var table = new GroupTable(ledger.Domains);
        var engine = new PlacementEngine(ledger, PlacementProfiles.Pack);
        var group = GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Rack, hard: false));
        var hosts = Enumerable.Range(0, 4).Select(_ =>
        {
            var placement = engine.Place(World.Request(1, 1) with { Group = table.For(group) }).Placement!;
            ledger.Take(placement);
            table.Add(group.Id, 0, ledger.IndexOf(placement.Host));
            return placement.Host.Value;
        });
        // One in each rack; then each rack has one, and the fullest host of the lowest number is taken.
        Assert.Equal(["h0", "h2", "h4", "h0"], hosts);
    }

    private sealed class GroupHistory
    {
        private readonly CapacityLedger _ledger;
        private readonly GroupTable _table;
        private readonly PlacementProfile _profile;
        private readonly PlacementEngine _engine;
        private readonly PlacementGroup[] _groups;
        private readonly List<(HostPlacement Placement, PlacementGroup? Group, int Partition)> _held = [];

        public GroupHistory(HostDescription[] hosts, PlacementProfile profile, GroupRule[] first, GroupRule[] second)
        {
            _ledger = World.Ledger(hosts);
            _table = new(_ledger.Domains);
            _profile = profile;
            _engine = new(_ledger, profile);
            _groups = [new(new GroupId("a"), first), new(new GroupId("b"), second)];
        }

        public void Step(PlacementRequest request, int group, int partition, int happens)
        {
            var member = group == 0 ? null : _groups[group - 1];
            if (member is not null) request = request with { Group = _table.For(member, partition) };
            var decision = _engine.Place(request);
            Assert.Equal(JsonSerializer.Serialize(PlacementPipeline.Place(_ledger, request, _profile)), JsonSerializer.Serialize(decision));
            if (happens == 9) _ledger.SetCordoned(_ledger.Hosts[_held.Count % _ledger.Hosts.Count].Id, _held.Count % 2 == 0);
            if (decision.Placement is { } placement && happens < 7)
            {
                _ledger.Take(placement);
                if (member is not null) _table.Add(member.Id, partition, _ledger.IndexOf(placement.Host));
                _held.Add((placement, member, partition));
            }
            else if (_held.Count > 0)
            {
                var (old, ofGroup, ofPartition) = _held[happens % _held.Count];
                _ledger.Release(old);
                if (ofGroup is not null) _table.Remove(ofGroup.Id, ofPartition, _ledger.IndexOf(old.Host));
                _held.RemoveAt(happens % _held.Count);
            }
        }
    }
}
