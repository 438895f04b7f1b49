using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Groups;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>Two hosts of two NUMA nodes with 8 shared vCPUs each: 32 vCPUs in all, in one zone.</summary>
public class ReservationTests
{
    private readonly World world = new(hostsPerZone: 2, zones: 1);

    [Fact]
    public void Reserve_EverythingThereIs_LeavesNothingForOthers()
    {
        var kept = world.Reserve(count: 8, vcpus: 4).Value;
        Assert.Equal((8, 0, 8), (kept.Count, kept.Used, kept.Free.Count));
        Assert.Same(ProblemKind.NoCapacity, world.Create("web").Problem!.Kind);
        Assert.Equal(new ResourceCount(8, 32, 4096, 8), world.State.UseOf(World.Project));
        Assert.False(world.EndReservation(kept).IsRefused);
        Assert.Equal(default, world.State.UseOf(World.Project));
        Assert.False(world.Create("web").IsRefused);
    }

    [Fact]
    public void Reserve_MoreThanFits_SaysHowManyAndHoldsNothing()
    {
        world.Create("web");
        var refused = world.Reserve(count: 8, vcpus: 4).Problem!;
        Assert.Same(ProblemKind.NoCapacity, refused.Kind);
        Assert.StartsWith("7 of 8 members fit; member 7 does not:", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(7, ((GroupDecision)refused.Extensions["together"]!).Partial!.Members.Count);
        Assert.Empty(world.State.Reservations.All);
        Assert.False(world.Create("other", vcpus: 4).IsRefused);
    }

    [Fact]
    public void Claim_TakesExactlyThePlaceAndGivesItBack()
    {
        var kept = world.Reserve(count: 2, vcpus: 4).Value;
        var before = world.State.UseOf(World.Project);
        var first = world.Create("web", vcpus: 4, reservation: "kept").Value.Instance;
        Assert.Same(kept.Free[0], first.Placement);
        Assert.Equal(kept.Id, first.Terms.Reservation);
        Assert.Equal((1, before), (world.State.Reservations.Find(kept.Id)!.Used, world.State.UseOf(World.Project)));
        world.Restart();
        Assert.Equal((1, 1), (world.State.Reservations.Find(kept.Id)!.Used, world.State.Reservations.Find(kept.Id)!.Free.Count));
        world.Remove(world.Current(first));
        Assert.Equal((0, before), (world.State.Reservations.Find(kept.Id)!.Used, world.State.UseOf(World.Project)));
        LifecycleProperties.Check(world);
    }

    [Fact]
    public void Claim_WhenNoPlaceIsLeft_IsRefusedAndNotPlacedElsewhere()
    {
        world.Reserve(count: 1);
        Assert.False(world.Create("one", reservation: "kept").IsRefused);
        var refused = world.Create("two", reservation: "kept").Problem!;
        Assert.Same(ProblemKind.ReservationFull, refused.Kind);
        Assert.Equal("1 of the 1 places of kept are used, 0 are free.", refused.Detail);
        Assert.Single(world.State.Instances);
    }

    [Fact]
    public void Claim_OnACordonedHost_NamesTheHost()
    {
        var kept = world.Reserve(count: 1).Value;
        var host = kept.Free[0].Host;
        world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(host, null), World.User, now));
        Assert.Equal(
            $"1 places of kept are free, but only 0 of them are on hosts that take instances ({host} are cordoned).", world.Create("one", reservation: "kept").Problem!.Detail);
    }

    [Fact]
    public void Claim_OfSomethingElse_NamesEveryDifference()
    {
        world.Reserve(group: new("exam", [], 0, 1), zone: "z1");
        var refused = world.Create("web", vcpus: 2, reservation: "kept").Problem!;
        Assert.Same(ProblemKind.ReservationMismatch, refused.Kind);
        Assert.Equal(["flavor", "group"], refused.Fields.Select(field => field.Field));
        Assert.Equal("reservation", Assert.Single(world.Create("web", reservation: "none").Problem!.Fields).Field);
        Assert.Equal("reservation", Assert.Single(world.Create("web", project: World.OtherProject, reservation: "kept").Problem!.Fields).Field);
    }

    [Fact]
    public void Reserve_AboveQuota_NameInUse_PastExpiry_AreRefused()
    {
        var refused = world.Reserve(count: 3, limit: new(2, 100, 100_000, 100)).Problem!;
        Assert.Equal((ProblemKind.QuotaExceeded, new QuotaExcess("instances", 3, 2)), (refused.Kind, refused.Extensions["quota"]));
        world.Reserve();
        Assert.Same(ProblemKind.NameTaken, world.Reserve().Problem!.Kind);
        Assert.Equal("expiresAt", Assert.Single(world.Reserve("old", until: world.Now).Problem!.Fields).Field);
    }

    [Fact]
    public void Expire_InItsTime_FreesWhatIsFreeAndLeavesInstances()
    {
        var kept = world.Reserve(count: 2, vcpus: 4, until: world.Now.AddHours(1)).Value;
        var instance = world.Create("web", vcpus: 4, reservation: "kept").Value.Instance;
        world.Reconcile();
        Assert.NotNull(world.State.Reservations.Find(kept.Id));
        world.Now = world.Now.AddHours(1);
        world.Reconcile();
        Assert.Null(world.State.Reservations.Find(kept.Id));
        Assert.Empty(world.Store.Image().Reservations);
        Assert.Equal(ResourceCount.Of(instance.Shape), world.State.UseOf(World.Project));
        world.Remove(world.Current(instance));
        Assert.Equal(default, world.State.UseOf(World.Project));
        LifecycleProperties.Check(world);
    }

    [Fact]
    public void Delete_OfAnOldVersion_IsRefused()
    {
        var kept = world.Reserve(count: 2).Value;
        world.Create("web", reservation: kept.Id.ToString());
        Assert.Same(ProblemKind.PreconditionFailed, world.EndReservation(kept, kept.Version).Problem!.Kind);
        Assert.False(world.EndReservation(kept, kept.Version + 1).IsRefused);
        Assert.Same(ProblemKind.NotFound, world.EndReservation(kept).Problem!.Kind);
    }

    [Fact]
    public void Reserve_WithAGroup_SpreadsThePlacesAndCountsThemAsMembers()
    {
        var group = new GroupTerms("exam", [new(GroupRuleKind.AntiAffinity, DomainLevel.Host, 1, true)], 0, 1);
        var kept = world.Reserve(count: 2, group: group).Value;
        Assert.Equal(2, kept.Free.Select(place => place.Host).Distinct().Count());
        var terms = new PlacementTerms { Group = group };
        Assert.Same(ProblemKind.NoCapacity, world.Create("outside", terms: terms).Problem!.Kind);
        Assert.False(world.Create("inside", terms: terms, reservation: "kept").IsRefused);
        world.Restart();
        Assert.True(world.Create("outside", terms: terms).IsRefused);
    }

    [Fact]
    public void Plan_OnACopy_DoesNotMoveIntoWhatIsReserved()
    {
        world.Reserve(count: 8, vcpus: 4);
        var copy = ClusterSnapshot.Of(world.State, world.Now).ToWorld(world.Region, new ZoneId("z1"));
        foreach (var host in world.Region.Hosts)
            Assert.Equal(world.State.Cells[0].Ledger.Use(host.Id).NumaNodes, copy.Ledger.Use(host.Id).NumaNodes);
    }
}
