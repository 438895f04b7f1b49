using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Tenancy;
using CsCheck;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>Random requests, reports (late, doubled, wrong) and restarts never break what must always hold.</summary>
public class LifecycleProperties
{
    [Fact]
    public void RandomSequences_KeepSumsAndTable() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[1, 5]).Array[1, 120].Sample(steps =>
        {
            var world = new World(hostsPerZone: 2, zones: 2, cores: 4, memoryMib: 4_096);
            foreach (var (what, name, observed, size) in steps)
                Apply(world, what, $"i{name}", (ObservedPower)observed, size);
            Check(world);
        });

    private static void Apply(World world, int what, string name, ObservedPower observed, int size)
    {
        var instance = world.State.Instances.Values.FirstOrDefault(found => string.Equals(found.Name, name, StringComparison.Ordinal));
        if (instance is null)
            world.Create(name, vcpus: size * 2, memoryMib: size * 512, numaNodes: size % 2 == 0 ? 2 : 1);
        else if (what < 4)
            ActAndCheckTheTable(world, instance, (InstanceAction)what);
        else if (what == 4)
            world.Report(instance, observed);
        else if (what == 5)
            world.Report(instance, observed, generation: new(Math.Max(1, instance.Generation.Value - 1)));
        else
            world.Restart();
    }

    private static void ActAndCheckTheTable(World world, InstanceRecord instance, InstanceAction action)
    {
        var allowed = InstanceLifecycle.Allowed(instance.State).Contains(action);
        Assert.Equal(!allowed, world.Act(instance, action).IsRefused);
    }

    internal static void Check(World world)
    {
        var image = world.Store.Image();
        Assert.Equal(image.Instances, world.State.Instances.Values.OrderBy(instance => instance.Id));

        var use = image.Instances.Aggregate(default(ResourceCount), (sum, instance) => sum + ResourceCount.Of(instance.Shape))
            + image.Reservations.Aggregate(default(ResourceCount), (sum, reservation) => sum + (ResourceCount.Of(reservation.Shape) * reservation.Free.Count));
        Assert.Equal(use, image.Use.GetValueOrDefault(World.Project));
        Assert.Equal(
            image.Instances.Where(instance => InstanceLifecycle.IsTransitional(instance.State)).Select(instance => instance.OpenOperation!.Value).Order(),
            image.OpenOperations.Select(operation => operation.Id).Order());

        foreach (var cell in world.State.Cells)
        {
            foreach (var host in cell.Ledger.Hosts)
            {
                var held = image.Instances.Select(instance => instance.Placement).Concat(image.Reservations.SelectMany(reservation => reservation.Free))
                    .Where(placement => placement.Host == host.Id).SelectMany(placement => placement.Claims).ToList();
                foreach (var numaNode in cell.Ledger.Use(host.Id).NumaNodes)
                {
                    var claims = held.Where(claim => claim.NumaNode == numaNode.NumaNode).ToList();
                    Assert.Equal(claims.Sum(claim => claim.Vcpus), numaNode.VcpusUsed);
                    Assert.Equal(claims.Sum(claim => claim.MemoryMib), numaNode.MemoryUsedMib);
                    Assert.InRange(numaNode.VcpusUsed, 0, numaNode.VcpusCapacity);
                    Assert.InRange(numaNode.MemoryUsedMib, 0, numaNode.MemoryCapacityMib);
                }
            }
        }
    }
}
