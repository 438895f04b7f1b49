using System.Text.Json;
using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Groups;
using Cloud.Scheduler.Tests.Needs;
using CsCheck;

namespace Cloud.Scheduler.Tests.Pipeline;

/// <summary>
/// An explanation is stored with every instance, so its size has a bound, whatever the region: one row for each rule, five hosts, twelve pieces of
/// advice. The bounds in bytes are for names of up to 63 characters, and stand in docs/decisions/0014-index-by-request-class.md.
/// </summary>
public sealed class ExplanationSizeTests
{
    /// <summary>Of what is stored with an instance: the explanation of a placement.</summary>
    private const int MostStoredBytes = 12 * 1024;

    /// <summary>Of what a refusal answers; it is not stored.</summary>
    private const int MostRefusedBytes = 16 * 1024;

    private static readonly string Long = new('x', 52);

    /// <summary>Every kind of rule twice, at different levels, and the soft ones.</summary>
    private static readonly PlacementGroup Group = GroupWorld.Group(
        GroupRule.AntiAffinity(DomainLevel.Host, most: 5), GroupRule.AntiAffinity(DomainLevel.Rack, most: 9), GroupRule.Spread(DomainLevel.Rack, maxSkew: 2),
        GroupRule.PartitionAffinity(DomainLevel.Zone), GroupRule.PartitionAntiAffinity(DomainLevel.Host),
        GroupRule.Affinity(DomainLevel.Rack, hard: false), GroupRule.AntiAffinity(DomainLevel.Rack, hard: false), GroupRule.Spread(DomainLevel.Zone, hard: false));

    private static readonly InstanceNeeds Everything = NeedsWorld.Devices(new DeviceNeed(DeviceKind.Nic, 1, 1000), new DeviceNeed(DeviceKind.Gpu, 1, 1000)) with
    {
        Pages = PageSize.Large2M,
        NetworkMbps = 100,
        RequiredTraits = ["ssd"],
        Confidential = ConfidentialNeed.SevSnp,
    };

    /// <summary>The largest met: placed, refused.</summary>
    private readonly int[] _most = [0, 0];

    [Fact]
    public void Place_LargeRegionWithEveryRule_StaysWithinTheBound()
    {
        var ledger = World.Ledger([.. Enumerable.Range(0, 400).Select(Host)]);
        var table = new GroupTable(ledger.Domains);
        foreach (var profile in PlacementProfiles.All)
        {
            var engine = new PlacementEngine(ledger, profile);
            for (var member = 0; member < 3; member++)
            {
                var request = NeedsWorld.Ask(2, 1, Everything) with { Group = table.For(Group, member), Zone = ledger.Hosts[0].Zone };
                var decision = engine.Place(request);
                Check(profile, decision);
                if (decision.Placement is { } placement && member < 2) table.Add(Group.Id, member, ledger.IndexOf(placement.Host));
                if (member == 1) continue;
                Check(profile, engine.Place(request with { Shape = request.Shape with { Vcpus = 4_000, MemoryMib = 1L << 30 } }));
                Check(profile, engine.Place(request with { Shape = request.Shape with { Needs = Everything with { RequiredTraits = ["nowhere"], NetworkMbps = 1_000_000 } } }));
                Check(profile, engine.Place(World.Request(7, 15) with { Group = request.Group }));
            }
        }

        // The region is as bad as it is meant to be.
        Assert.True(_most[0] > 4_000 && _most[1] > 1_500, $"The largest explanations have {_most[0]} and {_most[1]} bytes.");
    }

    [Fact]
    public void Place_AnyWorld_HasARowForEachRuleAtMost() =>
        Gen.Select(NeedsWorld.GenHosts(8), NeedsWorld.GenRequest, Gen.Int[0, PlacementProfiles.All.Count - 1]).Sample((hosts, request, profile) =>
            Check(PlacementProfiles.All[profile], new PlacementEngine(World.Ledger(hosts), PlacementProfiles.All[profile]).Place(request)));

    private void Check(PlacementProfile profile, PlacementDecision decision)
    {
        var explanation = decision.Explanation;
        Assert.InRange(explanation.Refusals.Count, 0, new Rules(profile).Count);
        Assert.InRange(explanation.Best.Count, 0, PlacementExplanation.MaxBest);
        Assert.InRange(explanation.Advice.Count, 0, AdviceMerge.MaxAdvice - 4); // Four are kept for what other zones and other guests would help.
        Assert.All(explanation.Best, best => Assert.InRange(best.Terms.Count, 0, profile.Scorers.Length + GroupScorers.All.Length));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(explanation).Length;
        _most[decision.Placement is null ? 1 : 0] = Math.Max(_most[decision.Placement is null ? 1 : 0], bytes);
        Assert.InRange(bytes, 0, decision.Placement is null ? MostRefusedBytes : MostStoredBytes);
    }

    /// <summary>Names of 63 characters, and in each tenth host something else that a rule may miss.</summary>
    private static HostDescription Host(int number)
    {
        NumaNodeDescription[] numaNodes = number % 10 == 1 ? [NeedsWorld.Numa] : [NeedsWorld.Numa, number % 10 == 2 ? World.Numa8 : NeedsWorld.Numa];
        var host = World.Host($"{Long}-{number:D10}", zone: $"{Long}-{number / 200:D10}", numaNodes: numaNodes);
        var features = numaNodes.Length == 1 ? NeedsWorld.Rich with { Devices = [NeedsWorld.Card0, NeedsWorld.Gpu0] } : NeedsWorld.Rich;
        return host with
        {
            Rack = $"{Long}-{number / 20:D10}",
            Features = (number % 10) switch
            {
                3 => features with { Devices = [] },
                4 => features with { Traits = [] },
                5 => features with { NetworkMbps = 50 },
                6 => features with { Confidential = ConfidentialTechnology.None, ConfidentialGuests = 0 },
                7 => features with { ConfidentialGuests = 0 },
                _ => features,
            },
        };
    }
}
