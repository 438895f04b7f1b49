using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tests.Core;

public class HostPlannerTests
{
    private static readonly HostId First = new("z1-r01-h01");
    private readonly World world = new(zones: 1);

    [Fact]
    public void Cordon_Host_KeepsNewInstancesOffAlsoAfterARestart()
    {
        var status = Cordon("bad memory").Value;
        Assert.Equal(new HostCordon(First, new("z1-c1"), "bad memory", World.User, world.Now), status.Cordon);
        Assert.All(Enumerable.Range(1, 3), number => Assert.NotEqual(First, world.Create($"a{number}").Value.Instance.Placement.Host));
        world.Restart();
        Assert.All(Enumerable.Range(1, 3), number => Assert.NotEqual(First, world.Create($"b{number}").Value.Instance.Placement.Host));

        Assert.Null(Uncordon().Value.Cordon);
        Assert.Equal(First, world.Create("c").Value.Instance.Placement.Host);
        world.Restart();
        Assert.Null(world.State.CordonOf(First));
    }

    [Fact]
    public void Cordon_WithInstances_KeepsThemAndComesBackWithThem()
    {
        var held = world.Create("held", zone: "z1").Value.Instance;
        world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(held.Placement.Host, null), World.User, now));
        world.Restart();
        Assert.Equal(held.Placement.Host, world.Current(held).Placement.Host);
        Assert.Equal(1, world.State.Cells[0].Ledger.Use(held.Placement.Host).Instances);
    }

    [Fact]
    public void Cordon_AskedAgain_ChangesNothing()
    {
        var first = Cordon("one").Value.Cordon;
        var commits = world.Store.Commits;
        world.Now = world.Now.AddHours(1);
        Assert.Equal(first, Cordon("two").Value.Cordon);
        Assert.Equal(commits, world.Store.Commits);
        Uncordon();
        Uncordon();
        Assert.Equal(commits + 1, world.Store.Commits);
    }

    [Fact]
    public void Cordon_OpenedAndCordonedAgainInOneBatch_LeavesTheLastWord()
    {
        Cordon("one");
        world.Step((state, changes, now) =>
        {
            HostPlanner.Uncordon(state, changes, First);
            return HostPlanner.Cordon(state, changes, new(First, "two"), World.User, now);
        });
        Assert.Equal("two", Assert.Single(world.Store.Image().Cordons).Reason);
        world.Step((state, changes, now) =>
        {
            HostPlanner.Uncordon(state, changes, First);
            HostPlanner.Cordon(state, changes, new(First, "three"), World.User, now);
            return HostPlanner.Uncordon(state, changes, First);
        });
        Assert.Empty(world.Store.Image().Cordons);
    }

    [Fact]
    public void Cordon_UnknownHost_IsNotFound() => Assert.Same(
        ProblemKind.NotFound, world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(new("nowhere"), null), World.User, now)).Problem?.Kind);

    private Outcome<HostStatus> Cordon(string reason) =>
        world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(First, reason), World.User, now));

    private Outcome<HostStatus> Uncordon() => world.Step((state, changes, _) => HostPlanner.Uncordon(state, changes, First));
}
