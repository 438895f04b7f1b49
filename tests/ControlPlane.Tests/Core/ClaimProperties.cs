using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.Domain.Iaas;
using CsCheck;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>
/// Random reservations, claims, spot instances, preemptions, deletions, expiries and restarts: at every step the ledger is the placements and the free places, the
/// quota is charged for both, used places are instances, and a restart gives the same.
/// </summary>
public class ClaimProperties
{
    [Fact]
    public void RandomSteps_KeepLedgerQuotaAndPlaces() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[1, 4]).Array[1, 60].Sample(steps =>
        {
            var world = new World(hostsPerZone: 2, zones: 2, cores: 4, memoryMib: 4_096);
            foreach (var (what, which, size) in steps)
            {
                Step(world, what, which, size);
                LifecycleProperties.Check(world);
                CheckPlaces(world);
            }
        });

    private static void Step(World world, int what, int which, int size)
    {
        var reservation = world.State.Reservations.All.ElementAtOrDefault(which);
        var instance = world.State.Instances.Values.OrderBy(found => found.Id).ElementAtOrDefault(which);
        switch (what)
        {
            case 0:
                world.Reserve($"r{which}", size, vcpus: size, memoryMib: 512 * size, until: which % 2 == 0 ? world.Now.AddMinutes(size) : null);
                break;
            case 1 or 2 when reservation is not null:
                world.Create($"i{world.NextId()}", reservation.Shape.Vcpus, reservation.Shape.MemoryMib, reservation: reservation.Name);
                break;
            case 3:
                world.Create($"i{world.NextId()}", size, 512 * size);
                break;
            case 4 when instance is { State: not InstanceState.Deleting }:
                world.Act(instance, InstanceAction.Delete);
                break;
            case 5 when instance is not null:
                world.Report(instance, instance.State is InstanceState.Deleting ? ObservedPower.Absent : ObservedPower.Running);
                break;
            case 6 when reservation is not null:
                world.EndReservation(reservation);
                break;
            case 8:
                world.Create($"i{world.NextId()}", 4, 2048, terms: new() { IsSpot = true, Priority = which });
                break;
            case 9:
                world.Create($"i{world.NextId()}", 4, 2048, terms: new() { Priority = size + 3 }, preemption: which % 2 == 0 ? PreemptionMode.Notice : PreemptionMode.Immediate);
                break;
            case 7:
                world.Now = world.Now.AddMinutes(1);
                world.Reconcile();
                world.Restart();
                break;
            default:
                break;
        }
    }

    private static void CheckPlaces(World world)
    {
        var image = world.Store.Image();
        Assert.Equal(image.Reservations, world.State.Reservations.All);
        foreach (var reservation in image.Reservations)
            Assert.Equal(reservation.Used, image.Instances.Count(instance => instance.Terms.Reservation == reservation.Id));
        Assert.Equal(image.Preemptions, world.State.Preemptions.All);
        Assert.Equal(image.Preemptions.Select(preemption => preemption.Instance), image.Instances.Where(instance => instance.Placement.Claims.Count == 0 && instance.State is InstanceState.Creating).Select(instance => instance.Id));
        foreach (var preemption in image.Preemptions)
        {
            foreach (var victim in image.Instances.Where(instance => preemption.Victims.Any(victim => victim.Instance == instance.Id)))
                Assert.True(victim.Terms.IsSpot && victim.Terms.Priority < preemption.Priority, $"{victim.Id} may not be ended");
        }
    }
}
