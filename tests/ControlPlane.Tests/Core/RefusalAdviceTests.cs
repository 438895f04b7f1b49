using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>What a refusal says about other guests, and what it keeps to itself.</summary>
public sealed class RefusalAdviceTests
{
    [Fact]
    public void Create_OneGuestInTheWay_NamesOnlyOnesOwn()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 1);
        var mine = world.Create("mine", vcpus: 4).Value.Instance;
        world.Create("theirs", vcpus: 4, project: World.OtherProject);
        Assert.Equal(mine.Id, Leave(world.Create("more", vcpus: 4)).Guest);
        Assert.Null(Leave(world.Create("more", vcpus: 4, project: new(new Guid(9, 0, 0, new byte[8])))).Guest);
    }

    [Fact]
    public void Create_RoomInAnotherZone_SaysSo()
    {
        var world = new World(hostsPerZone: 1, zones: 2, cores: 4, cpuRatio: 1);
        world.Create("a", vcpus: 4, zone: "z1");
        world.Create("b", vcpus: 4, zone: "z1");
        var advice = Explanation(world.Create("c", vcpus: 4, zone: "z1")).Advice[0];
        Assert.Equal("Allow zones other than z1: 1 host fits.", advice.Describe());
    }

    private static GuestStep Leave(ControlPlane.Problems.Outcome<ControlPlane.Iaas.Instances.InstanceAccepted> outcome) =>
        Explanation(outcome).Advice.Single(advice => advice.Kind == AdviceKind.Leave).Guests[0];

    private static PlacementExplanation Explanation(ControlPlane.Problems.Outcome<ControlPlane.Iaas.Instances.InstanceAccepted> outcome) =>
        (PlacementExplanation)outcome.Problem!.Extensions["explanation"]!;
}
