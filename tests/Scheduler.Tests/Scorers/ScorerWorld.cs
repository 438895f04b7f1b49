using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Lifetimes;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

/// <summary>
/// Three hosts with two NUMA nodes of 8 threads and 16 GiB: <c>a</c> holds 4 vCPUs and 8 GiB on NUMA node 0, <c>b</c> 1 vCPU and 8 GiB on
/// NUMA node 0 and 1 vCPU and 4 GiB on NUMA node 1, <c>c</c> is empty. Free: 12/16 and 24/32, 14/16 and 20/32, all.
/// </summary>
internal static class ScorerWorld
{
    public static CapacityLedger Three()
    {
        var ledger = Ledger(Host("a"), Host("b"), Host("c"));
        ledger.Take(On("a", Shared(0, 4, 8)));
        ledger.Take(On("b", Shared(0, 1, 8)));
        ledger.Take(On("b", Shared(1, 1, 4)));
        return ledger;
    }

    /// <summary>What a scorer says of every host that takes the guest.</summary>
    public static double[] Scores<T>(PlacementRequest request, CapacityLedger? ledger = null, int parts = 1)
        where T : IHostScorer, new()
    {
        ledger ??= Three();
        var ask = PlacementAsk.For(ledger, request);
        return [.. Enumerable.Range(0, ledger.Hosts.Count).Select(host => new T().Score(ledger.View(host), ask, parts))];
    }

    /// <summary>Where a profile puts a guest: host and NUMA nodes, as <c>a 0</c> or <c>b 01</c>.</summary>
    public static string Place(string profile, PlacementRequest request, CapacityLedger? ledger = null)
    {
        var placement = PlacementPipeline.Place(ledger ?? Three(), request, PlacementProfiles.Find(profile)!).Placement!;
        return $"{placement.Host} {string.Concat(placement.Claims.Select(claim => claim.NumaNode))}";
    }

    public static PlacementRequest With(this PlacementRequest request, Func<PolicyContext, PolicyContext> change) =>
        request with { Context = change(request.Context) };

    public static WorkloadMix Mix(params (int Vcpus, long Gib, int Parts)[] types) =>
        new([.. types.Select(type => new WorkloadType(GuestType.Of(Shape(type.Vcpus, type.Gib, type.Parts)), 1))]);

    public static LifetimeView Predict(double guest, params (string Host, double Exit, int Class, bool Recycling)[] hosts) =>
        new(guest, hosts.ToDictionary(host => new Domain.Identity.HostId(host.Host), host => new HostLifetime(host.Exit, host.Class, host.Recycling)));
}
