using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;
using Cloud.Scheduler.Tests.Needs;
using CsCheck;

namespace Cloud.Scheduler.Tests.Index;

/// <summary>What is remembered is what would be found by looking, after any history, for every policy that allows it.</summary>
public sealed class RememberingScanTests
{
    private static readonly Dictionary<string, PlacementProfile> Followed =
        Policies.Profiles.Values.Concat(Policies.Indexable.Values).Where(RememberingScan.Follows).DistinctBy(profile => profile.Name).ToDictionary(profile => profile.Name);

    public static TheoryData<string> Profiles => [.. Followed.Keys];

    [Theory, MemberData(nameof(Profiles))]
    public void Find_RandomWorld_IsThePipelinesPlacement(string name) =>
        Gen.Select(World.GenHosts(12), World.GenRequest.Array[1, 6], Gen.Int[0, 5].Array[1, 40]).Sample((hosts, requests, steps) => Compare(name, hosts, requests, steps), iter: 40);

    [Theory, MemberData(nameof(Profiles))]
    public void Find_GuestsWithNeeds_IsThePipelinesPlacement(string name) =>
        Gen.Select(NeedsWorld.GenHosts(6), NeedsWorld.GenRequest.Array[1, 6], Gen.Int[0, 5].Array[1, 40]).Sample((hosts, requests, steps) => Compare(name, hosts, requests, steps), iter: 40);

    [Fact]
    public void Profiles_WithScaledScores_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RememberingScan(World.Ledger(World.Host("a")), PlacementProfiles.Find("nova")!));
    }

    private static void Compare(string name, HostDescription[] hosts, PlacementRequest[] requests, int[] steps)
    {
        var (profile, ledger, held) = (Followed[name], World.Ledger(hosts), new List<HostPlacement>());
        var scan = new RememberingScan(ledger, profile);
        foreach (var step in steps)
        {
            var request = requests[step % requests.Length];
            var expected = PlacementPipeline.Find(ledger, request, profile);
            Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(scan.Find(request)));
            if (expected is not null && step != 5)
            {
                ledger.Take(expected);
                held.Add(expected);
            }
            else if (held.Count > 0)
            {
                ledger.Release(held[step % held.Count]);
                held.RemoveAt(step % held.Count);
            }
        }
    }
}
