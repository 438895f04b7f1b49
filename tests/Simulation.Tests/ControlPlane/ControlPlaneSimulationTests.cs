using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Tenancy;
using Cloud.Simulation.Checkers;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.ControlPlane;

/// <summary>
/// Two acts per seed: under faults the store must be sound after every step; then the links heal, and within bounded virtual time desired
/// state, placements, ledger and hosts must agree.
/// </summary>
public sealed class ControlPlaneSimulationTests
{
    private static readonly LinkFaults Bad = new(Drop: 0.1, Duplicate: 0.1, Delay: 0.2, DelayMsMax: 10_000);

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LostMessagesAndRestarts_AfterHealing_EverythingAgrees(ulong seed)
    {
        var cloud = new SimulatedCloud(seed) { Faults = Bad };
        for (var step = 0; step < 250; step++)
        {
            cloud.Step(requests: true, deaths: true);
            AssertSafe(cloud);
        }

        cloud.Faults = LinkFaults.None;
        for (var step = 0; step < 400 && (step < 40 || cloud.State.Waiting.Count > 0); step++) cloud.Step(requests: false, deaths: false);

        AssertSafe(cloud);
        AssertSettled(cloud);
        AssertSameEverywhere(cloud);
        Assert.True(cloud.Restarts > 0, "The seed never killed anything.");
    }

    [Fact]
    public void SameSeed_SameTranscript()
    {
        static string Run(ulong seed)
        {
            var cloud = new SimulatedCloud(seed) { Faults = Bad };
            for (var step = 0; step < 150; step++) cloud.Step(requests: true, deaths: true);
            return cloud.Transcript.ToString();
        }

        var first = Run(5);

        Assert.Equal(first, Run(5));
        Assert.NotEqual(first, Run(6));
        Assert.Contains("restart", first, StringComparison.Ordinal);
    }

    /// <summary>True at any moment, whoever has just died.</summary>
    private static void AssertSafe(SimulatedCloud cloud)
    {
        var image = cloud.Store.Image();
        Assert.Empty(PlacementChecker.Check(cloud.Region, image.Instances));
        Assert.Equal(
            image.Instances.Aggregate(default(ResourceCount), (sum, instance) => sum + ResourceCount.Of(instance.Shape)),
            image.Use.Values.Aggregate(default(ResourceCount), (sum, use) => sum + use));
        Assert.All(image.Instances, instance =>
            Assert.Equal(InstanceLifecycle.IsTransitional(instance.State), image.OpenOperations.Any(operation => operation.Id == instance.OpenOperation)));
    }

    private static void AssertSettled(SimulatedCloud cloud)
    {
        Assert.Empty(cloud.State.Waiting.Keys.Select(id => $"{id} {cloud.State.Find(id)?.State} {cloud.Fleet.Held().FirstOrDefault(held => held.Instance == id)}"));
        Assert.Empty(cloud.State.OpenOperations);
        Assert.Empty(cloud.Store.Image().OpenOperations);
        Assert.DoesNotContain(cloud.State.Instances.Values, instance => InstanceLifecycle.IsTransitional(instance.State));
        Assert.NotEmpty(cloud.State.Instances);
    }

    private static void AssertSameEverywhere(SimulatedCloud cloud)
    {
        var stored = cloud.Store.Image().Instances;
        Assert.Equal(stored.Select(Known), cloud.State.Instances.Values.OrderBy(instance => instance.Id).Select(Known));

        var rebuilt = ClusterState.Rebuild(cloud.Region, cloud.Store.Image());
        foreach (var host in cloud.Region.Hosts)
        {
            var expected = Words(rebuilt.Cells.Single(cell => cell.Zone == host.Zone).Ledger.Use(host.Id));
            Assert.Equal(expected, Words(cloud.State.Cells.Single(cell => cell.Zone == host.Zone).Ledger.Use(host.Id)));
            Assert.Equal(expected, Words(cloud.Fleet.Use(host.Id)));
        }

        var held = cloud.Fleet.Held().OrderBy(held => held.Instance).Select(held => (held.Instance, held.Host, held.Observed, held.Generation));
        Assert.Equal(
            stored.Select(instance => (
                instance.Id, instance.Placement.Host,
                instance.State is InstanceState.Running ? ObservedPower.Running : ObservedPower.Stopped, instance.Generation)),
            held);
    }

    private static (object, object, object, object) Known(InstanceRecord instance) => (instance.Id, instance.State, instance.Generation, instance.Version);

    private static string Words(Scheduler.Capacity.HostUse use) => $"{use with { NumaNodes = [] }} {string.Join(' ', use.NumaNodes)}";
}
